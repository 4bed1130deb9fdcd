import { type Block, wordsOf } from './messages.ts'

/** What somebody fills in: the label of a field, and what is chosen or typed. Options by their labels; [] unticks all. */
export type Filled = Readonly<Record<string, string | readonly string[]>>

/** What a form reads like: its title, its words, then each field with what is in it. */
export function formReads(view: Block): string {
  const lines = view.blocks.map((block: Block) =>
    block.type === 'input' ? fieldReads(block) : wordsOf({ text: '', blocks: [block] }),
  )
  return [view.title.text, ...lines, `[${view.submit.text}]`].join('\n')
}

function fieldReads({ label, hint, element }: Block): string {
  const inside = element.initial_option ? [element.initial_option] : (element.initial_options ?? [])
  const value = inside.map(({ text }: Block) => text.text).join(', ') || (element.initial_value ?? '–')
  const offered = offeredBy(element)
  return `${label.text}: ${value} (${offered})${hint ? ` ${hint.text}` : ''}`
}

function offeredBy({ type, options, placeholder }: Block): string {
  if (options) return options.map(({ text }: Block) => text.text).join(', ')
  if (placeholder) return placeholder.text
  return type === 'conversations_select' ? 'a conversation' : 'words'
}

/** The state of a form as it is sent: what it was opened with, changed by what was filled in. */
export function stateOf(view: Block, filled: Filled): Block {
  const inputs: Block[] = view.blocks.filter((block: Block) => block.type === 'input')
  const labels = inputs.map(({ label }) => label.text)
  for (const label of Object.keys(filled)) {
    if (!labels.includes(label))
      throw new Error(`The form has no field "${label}", only: ${labels.join(', ')}.`)
  }
  const values: Block = {}
  for (const { block_id, label, element } of inputs) {
    values[block_id] = { [element.action_id]: stateOfElement(element, filled[label.text]) }
  }
  return { values }
}

function stateOfElement(element: Block, filled: Filled[string] | undefined): Block {
  const { type } = element
  const option = (label: string): Block => {
    const found = element.options.find(({ text }: Block) => text.text === label)
    if (!found) throw new Error(`The field ${element.action_id} does not offer "${label}".`)
    return found
  }
  switch (type) {
    case 'static_select':
      if (filled === undefined) return { type, selected_option: element.initial_option ?? null }
      return { type, selected_option: filled.length === 0 ? null : option(String(filled)) }
    case 'checkboxes':
    case 'multi_static_select':
      if (filled === undefined) return { type, selected_options: element.initial_options ?? [] }
      return { type, selected_options: [filled].flat().map(option) }
    case 'conversations_select':
      return { type, selected_conversation: filled === undefined ? null : String(filled) }
    case 'plain_text_input':
    case 'number_input':
      return { type, value: filled === undefined ? (element.initial_value ?? null) : String(filled) }
    default:
      throw new Error(`The workspace double cannot fill in an element of type ${type}.`)
  }
}
