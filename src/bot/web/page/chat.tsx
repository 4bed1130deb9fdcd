import { useCallback, useRef, useState } from 'react'
import { Composer } from './composer.tsx'
import { type Connection, useRoom } from './connection.ts'
import { useFollowing } from './following.ts'
import { Thread, threadsOf } from './thread.tsx'

const states: Readonly<Record<Connection, string | null>> = {
  opening: null,
  open: null,
  lost: 'The connection is lost. Reconnecting…',
  over: 'distreview was started anew. Open the link that it printed in the terminal.',
}

function Repositories({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <p>No repository is connected: set REPOSITORIES and start again.</p>
  return (
    <p>
      <span className="hush">reviews </span>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code>{name}</code>
        </span>
      ))}
    </p>
  )
}

export function Chat() {
  const { connection, welcome, past, messages } = useRoom()
  const onPressed = useFollowing(messages, past)
  const [problem, setProblem] = useState<string | null>(null)
  const [thread, setThread] = useState<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const onReply = useCallback((to: string) => {
    setThread(to)
    field.current?.focus()
  }, [])

  const latest = messages.findLast(({ order }) => order > past)
  const state = states[connection]
  return (
    <div className="chat">
      <header className="top">
        <h1>
          <img src="./icon.svg" alt="" width="24" height="24" />
          distreview
        </h1>
        {welcome && <Repositories names={welcome.repositories} />}
      </header>
      <p className="state" role="status">
        {state}
      </p>
      <main>
        {welcome && messages.length === 0 && (
          <div className="empty">
            <h2>What shall be reviewed?</h2>
            <p>
              Name a path and a branch. The answer is a thread: what was found, the code it stands in, how it
              fails, and what to do.
            </p>
          </div>
        )}
        {welcome !== null && welcome.forgotten > 0 && (
          <p className="gone">{welcome.forgotten} older messages are no longer kept.</p>
        )}
        {threadsOf(messages).map((one) => (
          <Thread
            key={one.id}
            thread={one}
            past={past}
            onProblem={setProblem}
            onPressed={onPressed}
            onReply={onReply}
          />
        ))}
      </main>
      <p className="hidden" role="log" aria-live="polite">
        {latest?.from === 'distreview' ? latest.text : ''}
      </p>
      <footer>
        {problem !== null && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <Composer
          suggestions={welcome?.suggestions ?? []}
          field={field}
          thread={thread}
          onLeaveThread={() => setThread(null)}
          onProblem={setProblem}
        />
      </footer>
    </div>
  )
}
