import type {
  Checkboxes,
  InputBlock,
  KnownBlock,
  ModalView,
  MultiStaticSelect,
  NumberInput,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from '@slack/types'
import { visible } from '../escape.ts'
import type { Field, Form, Option } from '../form.ts'
import { limits } from '../limits.ts'
import { richBlocks } from './rich.ts'
import { points } from './weight.ts'

const { slack } = limits

/**
 * A form as a Slack modal. Each field is an input whose block_id and action_id are its name.
 * `metadata` comes back with the answers as it is. What Slack would refuse is a defect of the form and throws.
 */
export function formView(form: Form, metadata: string): ModalView {
  const blocks: KnownBlock[] = [
    ...richBlocks([{ kind: 'text', text: form.intro }]),
    ...form.fields.map(inputBlock),
  ]
  counted(blocks, slack.view.blocks.max_items, 'blocks of a form')
  return {
    type: 'modal',
    callback_id: within(form.name, slack.view.callback_id.max_length, "form's name"),
    private_metadata: within(metadata, slack.view.private_metadata.max_length, "form's context"),
    title: plain(form.title, slack.view.title.max_length, "form's title"),
    submit: plain(form.submit, slack.view.submit.max_length, "form's button"),
    blocks,
  }
}

function inputBlock(field: Field): InputBlock {
  return {
    type: 'input',
    block_id: within(field.name, slack.block_id.max_length, "field's name"),
    optional: !('required' in field && field.required),
    label: plain(field.label, slack.input.label.max_length, "field's label"),
    ...(field.hint ? { hint: plain(field.hint, slack.input.hint.max_length, "field's hint") } : {}),
    element: element(field),
  }
}

function element(field: Field): StaticSelect | Checkboxes | MultiStaticSelect | NumberInput | PlainTextInput {
  const action_id = field.name
  switch (field.kind) {
    case 'choice': {
      const options = optionsOf(field.options)
      const [initial_option] = chosen(options, field.value === null ? [] : [field.value], field.name)
      return { type: 'static_select', action_id, options, ...(initial_option ? { initial_option } : {}) }
    }
    case 'choices': {
      const options = optionsOf(field.options)
      const initial = chosen(options, field.value, field.name)
      // Slack refuses an empty list here.
      const initially = initial.length > 0 ? { initial_options: initial } : {}
      // All to be seen at once, where there are few enough for Slack's check boxes.
      const type = options.length <= slack.checkboxes.options.max_items ? 'checkboxes' : 'multi_static_select'
      return { type, action_id, options, ...initially }
    }
    case 'number':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: false,
        min_value: String(field.min),
        max_value: String(field.max),
        placeholder: { type: 'plain_text', text: `${field.min} to ${field.max}`, emoji: false },
        ...(field.value === null ? {} : { initial_value: String(field.value) }),
      }
    case 'text': {
      const most = slack.plain_text_input.max_length.max
      const value = field.value === null ? '' : visible(field.value)
      if (field.most < 1 || field.most > most || points(value) > field.most) {
        throw new Error(`The text of a field takes ${field.most} characters; Slack takes 1 to ${most}.`)
      }
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.long,
        max_length: field.most,
        ...(value === '' ? {} : { initial_value: value }),
      }
    }
  }
}

function optionsOf(options: readonly Option[]): PlainTextOption[] {
  counted(options, slack.select.options.max_items, 'options of a field')
  return options.map(({ label, value }) => ({
    text: plain(label, slack.option.text.max_length, "option's label"),
    value: within(value, slack.option.value.max_length, "option's value"),
  }))
}

function chosen(
  options: readonly PlainTextOption[],
  values: readonly string[],
  field: string,
): PlainTextOption[] {
  return values.map((value) => {
    const option = options.find((each) => each.value === value)
    if (option === undefined) throw new Error(`The field ${field} has no option ${JSON.stringify(value)}.`)
    return option
  })
}

function plain(words: string, most: number, what: string): PlainTextElement {
  return { type: 'plain_text', text: within(visible(words), most, what), emoji: false }
}

function within(text: string, most: number, what: string): string {
  const length = points(text)
  if (length > 0 && length <= most) return text
  throw new Error(`The ${what} has ${length} characters; Slack takes 1 to ${most}.`)
}

function counted(items: readonly unknown[], most: number, what: string): void {
  if (items.length > 0 && items.length <= most) return
  throw new Error(`The ${what} are ${items.length}; Slack takes 1 to ${most}.`)
}
