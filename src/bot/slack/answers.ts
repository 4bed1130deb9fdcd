import { z } from 'zod'
import type { Answers } from '../../blocks/form.ts'
import { whereField } from './where.ts'

const Chosen = z.object({ value: z.string() })

const Input = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.object({
    action_id: z.string(),
    type: z.string(),
    min_value: z.coerce.number().optional(),
    max_value: z.coerce.number().optional(),
  }),
})

const State = z.object({
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish(),
  selected_conversation: z.string().nullish(),
  value: z.string().nullish(),
})

/** A view that somebody sent: what it asked, and what was filled in, by block_id and action_id. */
export const SentView = z.object({
  id: z.string(),
  callback_id: z.string(),
  private_metadata: z.string(),
  blocks: z.array(z.union([Input, z.object({ type: z.string() })])),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), State)) }),
})

interface Read {
  readonly answers: Answers
  /** The channel that the answer goes to: undefined where the form did not ask, null where none was chosen. */
  readonly where: string | null | undefined
  /** By block_id, as Slack shows them under their fields; null where all is well. */
  readonly errors: Record<string, string> | null
}

/** Reads what was filled in. Slack's own check of numbers is the client's, so each number is checked here again. */
export function readAnswers({ blocks, state }: z.infer<typeof SentView>): Read {
  const answers: Record<string, string | readonly string[]> = {}
  const errors: Record<string, string> = {}
  for (const block of blocks) {
    if (!('element' in block)) continue
    if (block.block_id === whereField) continue
    const { action_id, type, min_value: min = -Infinity, max_value: max = Infinity } = block.element
    const filled = state.values[block.block_id]?.[action_id]
    const many = filled?.selected_options?.map(({ value }) => value) ?? []
    if (many.length > 0) answers[action_id] = many
    const one = filled?.selected_option?.value ?? filled?.value?.trim() ?? ''
    if (one === '') continue
    if (type !== 'number_input') answers[action_id] = one
    else if (/^\d{1,15}$/.test(one) && Number(one) >= min && Number(one) <= max)
      answers[action_id] = String(Number(one))
    else errors[block.block_id] = `Write a whole number from ${min} to ${max}.`
  }
  const asked = state.values[whereField]?.[whereField]
  const where = asked && (asked.selected_conversation ?? null)
  return { answers, where, errors: Object.keys(errors).length > 0 ? errors : null }
}
