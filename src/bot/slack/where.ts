import type { ModalView } from '@slack/types'

/** Names the field by which a form asks where its answer goes; no field of ours begins so. */
export const whereField = 'slack:where'

/**
 * A form that was opened outside a channel asks for one: the conversation that the person has before them is filled
 * in. Left empty, the answer goes to a direct message.
 */
export function withWhere(view: ModalView): ModalView {
  return {
    ...view,
    blocks: [
      ...view.blocks,
      {
        type: 'input',
        block_id: whereField,
        optional: true,
        label: { type: 'plain_text', text: 'Where the answer goes', emoji: false },
        hint: { type: 'plain_text', text: 'Left empty, to a direct message from distreview.', emoji: false },
        element: {
          type: 'conversations_select',
          action_id: whereField,
          default_to_current_conversation: true,
          filter: { include: ['public', 'private', 'im', 'mpim'], exclude_bot_users: false },
        },
      },
    ],
  }
}
