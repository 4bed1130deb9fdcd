import limits from '../block-kit/limits.json' with { type: 'json' }
import * as object from './objects.ts'
import { among, anything, flag, list, number, oneOf, type Rule, shape, text } from './shapes.ts'

const type = anything
const actionId = object.actionId
const placeholder = object.plainText(limits.select.placeholder.max_length)
const acting = { action_id: actionId, confirm: object.confirmation, focus_on_load: flag }
const id = text({ min: 1 })
const date = text({ min: 10, max: 10 })

const button = shape(
  { type, text: object.plainText(limits.button.text.max_length) },
  {
    action_id: actionId,
    url: text({ max: limits.button.url.max_length }),
    value: text({ max: limits.button.value.max_length }),
    style: among('primary', 'danger'),
    confirm: object.confirmation,
    accessibility_label: text({ max: limits.button.accessibility_label.max_length }),
  },
)

/** A menu of `kind`, its `many` form, and what the two have of their own. */
function menu(
  kind: string,
  one: Record<string, Rule>,
  many: Record<string, Rule>,
  also?: Parameters<typeof shape>[2],
) {
  return {
    [`${kind}_select`]: shape({ type }, { ...acting, placeholder, ...one }, also),
    [`multi_${kind}_select`]: shape(
      { type },
      { ...acting, placeholder, max_selected_items: number({ min: 1 }), ...many },
      also,
    ),
  }
}

const options = list(object.option, { max: limits.select.options.max_items })
const optionGroups = list(object.optionGroup, { max: limits.select.option_groups.max_items })
const choices = { options, option_groups: optionGroups }
const query = { min_query_length: number({ min: 0 }) }
const conversations = { default_to_current_conversation: flag, filter: object.filter }

function group(bounds: { min_items: number; max_items: number }): Rule {
  return list(object.option, { min: bounds.min_items, max: bounds.max_items })
}

const pickers: Record<string, Rule> = {
  datepicker: shape({ type }, { ...acting, initial_date: date, placeholder }),
  timepicker: shape(
    { type },
    { ...acting, initial_time: text({ min: 5, max: 5 }), placeholder, timezone: text({ min: 1 }) },
  ),
  datetimepicker: shape({ type }, { ...acting, initial_date_time: number({ min: 0 }) }),
}

const typed = {
  action_id: actionId,
  placeholder,
  focus_on_load: flag,
  dispatch_action_config: object.dispatch,
}

const texts: Record<string, Rule> = {
  plain_text_input: shape(
    { type },
    {
      ...typed,
      initial_value: text(),
      multiline: flag,
      min_length: number({ min: 0, max: limits.plain_text_input.max_length.max }),
      max_length: number({ min: 1, max: limits.plain_text_input.max_length.max }),
    },
  ),
  email_text_input: shape({ type }, { ...typed, initial_value: text() }),
  url_text_input: shape({ type }, { ...typed, initial_value: text() }),
  rich_text_input: shape({ type }, { ...typed, initial_value: anything }),
  number_input: shape(
    { type, is_decimal_allowed: flag },
    { ...typed, initial_value: text(), min_value: text(), max_value: text() },
    (value, at) =>
      Number(value.min_value) > Number(value.max_value) ? [`${at} has a minimum above its maximum.`] : [],
  ),
  file_input: shape(
    { type },
    {
      action_id: actionId,
      filetypes: list(text({ min: 1 })),
      max_files: number(limits.file_input.max_files),
    },
  ),
}

/** Every interactive element by its type. */
export const elements: Record<string, Rule> = {
  button,
  workflow_button: shape(
    { type, text: object.plainText(limits.button.text.max_length), workflow: object.workflow },
    {
      action_id: actionId,
      style: among('primary', 'danger'),
      accessibility_label: text({ max: limits.button.accessibility_label.max_length }),
    },
  ),
  overflow: shape(
    { type, options: group(limits.overflow.options) },
    { action_id: actionId, confirm: object.confirmation },
  ),
  checkboxes: shape(
    { type, options: group(limits.checkboxes.options) },
    { ...acting, initial_options: list(object.option, { min: 1 }) },
  ),
  radio_buttons: shape(
    { type, options: group(limits.radio_buttons.options) },
    { ...acting, initial_option: object.option },
  ),
  ...menu(
    'static',
    { ...choices, initial_option: object.option },
    { ...choices, initial_options: list(object.option) },
    oneOf(['options', 'option_groups'], true),
  ),
  ...menu(
    'external',
    { ...query, initial_option: object.option },
    { ...query, initial_options: list(object.option) },
  ),
  ...menu('users', { initial_user: id }, { initial_users: list(id) }),
  ...menu('channels', { initial_channel: id, response_url_enabled: flag }, { initial_channels: list(id) }),
  ...menu(
    'conversations',
    { ...conversations, initial_conversation: id, response_url_enabled: flag },
    { ...conversations, initial_conversations: list(id) },
  ),
  ...pickers,
  ...texts,
}

export const image = shape(
  { type, alt_text: text({ max: limits.image.alt_text.max_length }) },
  { image_url: text({ min: 1, max: limits.image.image_url.max_length }), slack_file: object.slackFile },
  oneOf(['image_url', 'slack_file'], true),
)

export const urlSource = shape({
  type,
  url: text({ min: limits.url_source.url.min_length, max: limits.url_source.url.max_length }),
  text: text({ min: 1 }),
})

const feedback = shape(
  {
    text: object.plainText(limits.feedback_button.text.max_length),
    value: text({ max: limits.feedback_button.value.max_length }),
  },
  { accessibility_label: text({ max: limits.feedback_button.accessibility_label.max_length }) },
)

/** What a context_actions block may hold. */
export const contextActions: Record<string, Rule> = {
  feedback_buttons: shape(
    { type, positive_button: feedback, negative_button: feedback },
    { action_id: actionId },
  ),
  icon_button: shape(
    { type, icon: among('trash'), text: object.plainText(limits.feedback_button.text.max_length) },
    {
      action_id: actionId,
      value: text({ max: limits.button.value.max_length }),
      confirm: object.confirmation,
      accessibility_label: text({ max: limits.button.accessibility_label.max_length }),
      visible_to_user_ids: list(id, { max: limits.icon_button.visible_to_user_ids.max_items }),
    },
  ),
}
