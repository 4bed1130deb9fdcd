import { z } from 'zod'
import { visible } from '../escape.ts'
import type { Answers, Field, Form, Option } from '../form.ts'
import { blocks, plain, runs } from './runs.ts'
import type { Choice, Element, Input } from './schema.ts'

/** The verb of the button under a form; no action of a card is called that. */
export const submitVerb = 'submit-form'

/** Inputs come back beside the button's own data: their ids must not meet its names. */
const prefix = 'field.'

/** What the button carries, and what comes back in `data` of the press. */
const Sent = z.object({
  form: z.string(),
  context: z.string(),
  /** Fields that are answered by a list; on the wire it is text, joined by commas. */
  lists: z.array(z.string()),
  /** Fields that are answered in words, which come back as they were typed. */
  texts: z.array(z.string()).default([]),
})

/** A form as the elements of a card, filled in as far as it is known. */
export function formElements(form: Form): Element[] {
  const lists = form.fields.filter(({ kind }) => kind === 'choices').map(({ name }) => name)
  const texts = form.fields.filter(({ kind }) => kind === 'text').map(({ name }) => name)
  const sent: z.input<typeof Sent> = {
    form: form.name,
    context: form.context,
    lists,
    ...(texts.length > 0 ? { texts } : {}),
  }
  return [
    ...blocks(runs(form.title, { weight: 'Bolder', size: 'Medium' })),
    ...blocks(runs(form.intro)),
    ...form.fields.flatMap(fieldElements),
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Execute',
          title: plain(form.submit),
          verb: submitVerb,
          data: sent,
          style: 'positive',
        },
      ],
    },
  ]
}

function fieldElements(field: Field): Element[] {
  const hint = blocks(runs(field.hint ?? '', { size: 'Small', isSubtle: true }))
  return [input(field), ...hint.map((block) => ({ ...block, spacing: 'None' as const }))]
}

function input(field: Field): Input {
  const named = { id: `${prefix}${field.name}`, label: plain(field.label) }
  if (field.kind === 'number') {
    const { min, max, value } = field
    const placeholder = `${min} to ${max}`
    return { type: 'Input.Number', ...named, min, max, placeholder, ...(value === null ? {} : { value }) }
  }
  if (field.kind === 'text') {
    const { long, most, value } = field
    const must = field.required ? { isRequired: true as const, errorMessage: 'This is needed.' } : {}
    const filled = value === null || value === '' ? {} : { value: visible(value) }
    return { type: 'Input.Text', ...named, isMultiline: long, maxLength: most, ...filled, ...must }
  }
  const several = field.kind === 'choices'
  const chosen = (several ? field.value : field.value === null ? [] : [field.value]).map(onWire)
  return {
    type: 'Input.ChoiceSet',
    ...named,
    isMultiSelect: several,
    style: several ? 'expanded' : 'compact',
    choices: field.options.map(choice),
    ...(several ? {} : { placeholder: 'Not answered' }),
    ...(chosen.length > 0 ? { value: chosen.join(',') } : {}),
  }
}

function choice({ label, value }: Option): Choice {
  return { title: plain(label), value: onWire(value) }
}

/** Chosen values are joined by commas on the wire, so none may hold one. */
function onWire(value: string): string {
  return encodeURIComponent(value)
}

interface Filled {
  readonly form: string
  readonly context: string
  readonly answers: Answers
}

/** What somebody filled in, from `data` of the press; null where it is not of a form of ours. */
export function readFilled(data: unknown): Filled | null {
  const sent = Sent.safeParse(data)
  const values = z.record(z.string(), z.unknown()).safeParse(data)
  if (!sent.success || !values.success) return null
  const { form, context, lists, texts } = sent.data
  const answers: Record<string, string | readonly string[]> = Object.create(null)
  for (const [id, given] of Object.entries(values.data)) {
    if (!id.startsWith(prefix)) continue
    const name = id.slice(prefix.length)
    const text = typeof given === 'number' ? String(given) : given
    if (typeof text !== 'string' || text === '') continue
    if (texts.includes(name)) {
      if (text.trim() !== '') answers[name] = text.trim()
      continue
    }
    const chosen = fromWire(text, lists.includes(name))
    if (chosen === null) return null
    answers[name] = chosen
  }
  return { form, context, answers: { ...answers } }
}

function fromWire(text: string, list: boolean): string | string[] | null {
  try {
    return list ? text.split(',').map(decodeURIComponent) : decodeURIComponent(text)
  } catch {
    return null
  }
}
