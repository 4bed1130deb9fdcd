import limits from '../block-kit/limits.json' with { type: 'json' }
import { blocks as rules } from './blocks.ts'
import { plainText } from './objects.ts'
import { anything, byType, flag, isObject, list, type Rule, shape, text } from './shapes.ts'

const { view } = limits

const blocks = list(byType(rules), { min: view.blocks.min_items, max: view.blocks.max_items })
const along = {
  private_metadata: text({ max: view.private_metadata.max_length }),
  callback_id: text({ max: view.callback_id.max_length }),
  external_id: text({ min: 1 }),
}

/** Slack opens no modal with an input and without a button to send it. */
function sendable(modal: Record<string, unknown>, at: string): string[] {
  const asks =
    Array.isArray(modal.blocks) && modal.blocks.some((each) => isObject(each) && each.type === 'input')
  return asks && modal.submit === undefined ? [`${at} has an input and no submit.`] : []
}

/** What an app may open or publish: `views.open`, `views.publish`. */
export const anyView: Rule = byType({
  modal: shape(
    { type: anything, title: plainText(view.title.max_length), blocks },
    {
      ...along,
      close: plainText(view.close.max_length),
      submit: plainText(view.submit.max_length),
      clear_on_close: flag,
      notify_on_close: flag,
    },
    sendable,
  ),
  home: shape({ type: anything, blocks }, along),
})
