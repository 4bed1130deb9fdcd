import type { Said } from '../wire.ts'
import type { Awaited } from './following.ts'
import { Message } from './message.tsx'

export interface ThreadOf {
  readonly id: string
  /** Null where the first message is no longer kept. */
  readonly first: Said | null
  readonly replies: readonly Said[]
}

/** Threads in the order of their first message; a thread without it keeps the place of its oldest reply. */
export function threadsOf(messages: readonly Said[]): readonly ThreadOf[] {
  const threads = new Map<string, { id: string; first: Said | null; replies: Said[] }>()
  for (const said of messages) {
    const id = said.thread ?? said.id
    const thread = threads.get(id) ?? { id, first: null, replies: [] }
    threads.set(id, thread)
    if (said.thread === null) thread.first = said
    else thread.replies.push(said)
  }
  return [...threads.values()]
}

interface Props {
  readonly thread: ThreadOf
  /** The order of the newest message when the page opened. */
  readonly past: number
  readonly onProblem: (problem: string | null) => void
  readonly onPressed: (answer: Awaited | null) => void
  readonly onReply: (thread: string) => void
}

export function Thread({ thread, past, onProblem, onPressed, onReply }: Props) {
  const { id, first, replies } = thread
  return (
    <section className="thread">
      {first ? (
        <Message said={first} fresh={first.order > past} onProblem={onProblem} onPressed={onPressed} />
      ) : (
        <p className="gone">The first message of this thread is no longer kept.</p>
      )}
      {replies.length > 0 && (
        <div className="replies">
          {replies.map((said) => (
            <Message
              key={said.id}
              said={said}
              fresh={said.order > past}
              onProblem={onProblem}
              onPressed={onPressed}
            />
          ))}
          {first && (
            <button type="button" className="reply" onClick={() => onReply(id)}>
              Reply in this thread
            </button>
          )}
        </div>
      )}
    </section>
  )
}
