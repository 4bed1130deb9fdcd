import { appendFileSync, writeFileSync } from 'node:fs'
import type { Tap } from '../review/expert/client.ts'
import { Refusal } from '../review/refusal.ts'

/**
 * Writes what goes to the model and what comes back, as JSON lines, while it happens. A request repeats the whole
 * conversation: of one that goes on, the messages that were sent before are counted, not written again. Throws a
 * Refusal where the file cannot be written; then nothing has been sent.
 */
export function transcriptIn(file: string): Tap {
  try {
    writeFileSync(file, '', { mode: 0o600 })
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException
    throw new Refusal(
      'usage',
      `The transcript cannot be written to \`${file}\` (${code}), so nothing was sent.`,
      'Name a file in a folder that exists and that you may write to.',
    )
  }
  let before: readonly string[] = []
  const write = (entry: unknown) => appendFileSync(file, `${JSON.stringify(entry)}\n`)
  return (entry) => {
    if ('answer' in entry) return write({ received: entry.answer })
    const { messages, ...rest } = entry.asking
    // Where the cache ends is marked anew in each request: it is no part of what was said.
    const said = messages.map((message) =>
      JSON.stringify(message).replaceAll(',"cache_control":{"type":"ephemeral"}', ''),
    )
    const repeats =
      before.length > 0 && before.every((message, at) => said[at] === message) ? before.length : 0
    before = said
    if (repeats === 0) return write({ sent: { model: entry.model, ...rest, messages } })
    write({
      sent: {
        model: entry.model,
        max_tokens: rest.max_tokens,
        asBefore: repeats,
        messages: messages.slice(repeats),
      },
    })
  }
}
