import { type MouseEvent, memo, useMemo, useState } from 'react'
import { type Block, Message as Blocks } from 'slack-blocks-to-jsx'
import { buttonsOf } from '../buttons.ts'
import type { Said } from '../wire.ts'
import { click } from './connection.ts'
import type { Awaited } from './following.ts'
import { Form } from './form.tsx'
import { literal } from './literal.ts'

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** The renderer sets a button of its own beside a picture, which folds it. */
const ourButtons = 'button:not(.slack_blocks_to_jsx__image *)'

interface Props {
  readonly said: Said
  /** It came after the page was opened. */
  readonly fresh: boolean
  /** The sentence that says why something was refused; null takes it back. */
  readonly onProblem: (problem: string | null) => void
  /** A button was pressed or a form sent, and its answer comes there; null: it was refused. */
  readonly onPressed: (answer: Awaited | null) => void
}

/** One message. Its buttons work by the order in which they stand, for the renderer knows no clicks. */
export const Message = memo(function Message({ said, fresh, onProblem, onPressed }: Props) {
  const [busy, setBusy] = useState(false)
  const blocks = useMemo(() => said.blocks.map(literal) as Block[], [said.blocks])
  const name = said.from === 'you' ? 'You' : 'distreview'

  async function press(event: MouseEvent<HTMLElement>): Promise<void> {
    const pressed = (event.target as Element).closest('button')
    if (!pressed || busy) return
    const shown = [...event.currentTarget.querySelectorAll(ourButtons)]
    const button = buttonsOf(said.blocks)[shown.indexOf(pressed)]
    if (!button) return
    setBusy(true)
    pressed.setAttribute('aria-busy', 'true')
    onPressed({ thread: said.thread ?? said.id })
    const problem = await click({ message: said.id, ...button })
    if (problem !== null) onPressed(null)
    onProblem(problem)
    pressed.removeAttribute('aria-busy')
    setBusy(false)
  }

  return (
    <article
      className={`message from-${said.from}${said.onlyYou ? ' only-you' : ''}`}
      id={said.id}
      tabIndex={-1}
      aria-label={`${name}: ${said.text.slice(0, 120)}`}
    >
      <header className="byline">
        <span className="name">{name}</span>
        <time dateTime={said.at}>{time.format(new Date(said.at))}</time>
        {said.onlyYou && <span className="whisper">only you see this</span>}
      </header>
      {said.form ? (
        <Form said={said} form={said.form} fresh={fresh} onSent={onPressed} />
      ) : blocks.length === 0 ? (
        <p className="words">{said.text}</p>
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: only the buttons within are pressed, and they hear the keyboard by themselves
        <div className="blocks" onClick={press}>
          <Blocks blocks={blocks} name={name} logo="" withoutWrapper />
        </div>
      )}
    </article>
  )
})
