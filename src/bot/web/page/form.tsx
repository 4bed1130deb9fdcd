import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Answers, Form as AskedForm } from '../../../blocks/form.ts'
import type { Said } from '../wire.ts'
import { submit } from './connection.ts'
import { Field } from './field.tsx'
import type { Awaited } from './following.ts'

/** What was filled in; a field without an answer is left out. */
function answersIn(element: HTMLFormElement, { fields }: AskedForm): Answers {
  const given = new FormData(element)
  const answers: Record<string, string | readonly string[]> = {}
  for (const { kind, name } of fields) {
    const filled = given.getAll(name).filter((value) => typeof value === 'string' && value !== '') as string[]
    const [only] = filled
    if (only === undefined) continue
    answers[name] = kind === 'choices' ? filled : only
  }
  return answers
}

/** Whether nobody is in the middle of typing words: then a form that was asked for may take the focus. */
function mayTakeFocus(): boolean {
  const active = document.activeElement
  if (!(active instanceof HTMLTextAreaElement)) return true
  // Words on their way to the server are still in the field, read-only.
  return active.value === '' || active.readOnly
}

interface Props {
  readonly said: Said
  readonly form: AskedForm
  /** It was asked for just now, and is not from before the page opened. */
  readonly fresh: boolean
  /** It was sent, and its answer comes there; null: it was refused. */
  readonly onSent: (answer: Awaited | null) => void
}

/** A form in its thread. What the server refuses is said beside the button, and everything stays filled in. */
export function Form({ said, form, fresh, onSent }: Props) {
  const element = useRef<HTMLFormElement>(null)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const title = `${said.id}-title`
  const intro = `${said.id}-intro`

  useEffect(() => {
    if (!fresh || !mayTakeFocus()) return
    // Where it is scrolled to is decided elsewhere (following.ts).
    element.current?.focus({ preventScroll: true })
  }, [fresh])

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (sending) return
    setSending(true)
    setProblem(null)
    onSent({ thread: said.thread })
    const refused = await submit({ message: said.id, answers: answersIn(event.currentTarget, form) })
    if (refused !== null) onSent(null)
    setProblem(refused)
    setSending(false)
  }

  return (
    <form
      className="ask"
      ref={element}
      tabIndex={-1}
      onSubmit={send}
      aria-labelledby={title}
      aria-describedby={intro}
    >
      <h3 id={title}>{form.title}</h3>
      <p id={intro} className="intro">
        {form.intro}
      </p>
      {form.fields.map((field) => (
        <Field key={field.name} field={field} id={`${said.id}-${field.name}`} />
      ))}
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="send" aria-busy={sending}>
        {form.submit}
      </button>
    </form>
  )
}
