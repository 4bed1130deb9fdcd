import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { say } from './connection.ts'

interface Props {
  readonly suggestions: readonly string[]
  readonly field: RefObject<HTMLTextAreaElement | null>
  /** The thread that is answered to; null is the room. */
  readonly thread: string | null
  readonly onLeaveThread: () => void
  readonly onProblem: (problem: string | null) => void
}

/** Where people type. Enter sends, Shift+Enter starts a line; the words stay where they were refused. */
export function Composer({ suggestions, field, thread, onLeaveThread, onProblem }: Props) {
  const [words, setWords] = useState('')
  const [sending, setSending] = useState(false)

  async function send(text: string): Promise<void> {
    if (text.trim() === '' || sending) return
    setSending(true)
    const problem = await say({ words: text.trim(), thread })
    setSending(false)
    onProblem(problem)
    if (problem === null) setWords('')
    // A form that was asked for may be there already, and is what its reader wants now.
    if (!document.activeElement?.closest('form.ask')) field.current?.focus()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    void send(words)
  }

  function key(event: KeyboardEvent): void {
    // While an input method composes a word, Enter accepts the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send(words)
  }

  return (
    <form className="composer" onSubmit={submit}>
      <ul className="suggestions" aria-label="Suggestions">
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button type="button" onClick={() => void send(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
      {thread !== null && (
        <p className="answering">
          Answering in a thread
          <button type="button" onClick={onLeaveThread}>
            Leave the thread
          </button>
        </p>
      )}
      <div className="field">
        <textarea
          ref={field}
          rows={1}
          aria-label="Message"
          placeholder="review a path on a branch, or help"
          value={words}
          maxLength={2_000}
          readOnly={sending}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={key}
          // biome-ignore lint/a11y/noAutofocus: typing is what the page is for, and nothing comes before it
          autoFocus
        />
        <button type="submit" disabled={words.trim() === ''} aria-busy={sending}>
          Send
        </button>
      </div>
    </form>
  )
}
