import { type SlackMessage, wordsOf } from '../test/workspace/messages.ts'
import type { openWorkspace } from '../test/workspace/workspace.ts'

type Workspace = Awaited<ReturnType<typeof openWorkspace>>

/** What stands in the channel, as far as promises are about it. */
interface Channel {
  /** By tag: the threads of its request, each with the first lines of its messages. */
  readonly threads: ReadonlyMap<string, readonly (readonly string[])[]>
  /** Messages that are there more than once, by the key of their post and their position. */
  readonly twice: readonly string[]
  /** Threads that belong to no request. */
  readonly strangers: number
}

export async function readChannel(workspace: Workspace, tags: readonly string[]): Promise<Channel> {
  const parents = await workspace.timeline()
  const whole = await Promise.all(parents.map(({ ts }) => workspace.messages(ts)))
  const threads = new Map<string, string[][]>(tags.map((tag) => [tag, []]))
  const seen = new Map<string, number>()
  let strangers = 0
  for (const messages of whole) {
    const [parent] = messages
    const tag = tags.find((each) => parent && wordsOf(parent).includes(`at \`${each}\``))
    const lines = messages.map((message) => wordsOf(message).split('\n')[0] ?? '')
    if (tag === undefined) strangers += 1
    else threads.get(tag)?.push(lines)
    for (const key of messages.map(keyOf)) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  return { threads, strangers, twice: [...seen].filter(([, times]) => times > 1).map(([key]) => key) }
}

function keyOf(message: SlackMessage): string {
  const { key, at } = message.metadata?.event_payload ?? {}
  return `${key} ${at}`
}

/** A review that is over: its first message says so, and what was found is below it. */
export function isAnswered(threads: readonly (readonly string[])[]): boolean {
  return threads.some(([parent, ...below]) => parent?.includes('Reviewed') && below.length >= 2)
}

/** What is wrong with the channel; empty where every promise holds. */
export function broken({ threads, twice, strangers }: Channel): string[] {
  const wrong: string[] = []
  for (const [tag, found] of threads) {
    if (found.length === 0) wrong.push(`The request ${tag} was acknowledged and has no thread.`)
    if (found.length > 1) wrong.push(`The request ${tag} has ${found.length} threads.`)
    for (const lines of found) {
      const [parent = '', summary = '', card = '', ...more] = lines
      const whole =
        parent.includes('Reviewed') && summary === '1 critical in lib' && /^1 · Critical · /.test(card)
      if (!whole || more.length > 0)
        wrong.push(`The thread of ${tag} is not one whole answer: ${lines.join(' | ')}`)
    }
  }
  if (strangers > 0) wrong.push(`${strangers} threads belong to no request.`)
  for (const key of twice) wrong.push(`The message ${key} is there twice.`)
  return wrong
}
