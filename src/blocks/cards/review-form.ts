import type { Depth } from '../../review/report.ts'
import type { Form } from '../form.ts'
import { limits } from '../limits.ts'
import { crop } from './words.ts'

export const reviewFormName = 'review'

/** What is known of a review before it is asked for. */
export interface ReviewFormFilled {
  readonly repository?: string | null
  /** Paths, separated by blanks or commas. */
  readonly paths?: string | null
  readonly ref?: string | null
  readonly depth?: Depth | null
}

const depthLabels: Record<Depth, string> = {
  quick: 'quick: the rules alone',
  standard: 'standard: the rules, then the model where a key is set',
  deep: 'deep: the same, and the model reads longer',
}

/**
 * Asks which repository, which paths, which ref and how deep; the first of `repositories` is chosen unless another is
 * filled in. `context` comes back with the answers.
 */
export function reviewForm(
  repositories: readonly string[],
  filled: ReviewFormFilled = {},
  context = '',
): Form {
  const { select, option } = limits.slack
  const fitting = repositories.filter((name) => [...name].length <= option.value.max_length)
  const chosen = fitting.find((name) => name === filled.repository) ?? fitting[0] ?? null
  const offered = fitting.slice(0, select.options.max_items)
  // One that is filled in is offered, however many come before it.
  if (chosen !== null && !offered.includes(chosen)) offered.splice(-1, 1, chosen)
  const left = repositories.length - offered.length
  const more = left > 0 ? `${left} more are reviewed by words: review . of <name>.` : ''
  return {
    name: reviewFormName,
    title: 'Review',
    intro:
      'Reviews the distributed-systems design of Elixir and Erlang code at one commit. The answer comes in a thread.',
    fields: [
      {
        kind: 'choice',
        name: 'repository',
        label: 'Repository',
        ...(more === '' ? {} : { hint: more }),
        options: offered.map((name) => ({ value: name, label: crop(name, option.text.max_length) })),
        value: chosen,
      },
      {
        kind: 'text',
        name: 'paths',
        label: 'Paths',
        hint: 'Folders or files from the root, such as lib/cluster, or a link to one. Left open: the whole repository.',
        long: false,
        most: 1_000,
        value: filled.paths ?? null,
      },
      {
        kind: 'text',
        name: 'ref',
        label: 'Branch, tag or commit',
        hint: 'Left open: the head of the default branch.',
        long: false,
        most: 255,
        value: filled.ref ?? null,
      },
      {
        kind: 'choice',
        name: 'depth',
        label: 'Depth',
        options: (['quick', 'standard', 'deep'] as const).map((value) => ({
          value,
          label: depthLabels[value],
        })),
        value: filled.depth ?? 'standard',
      },
    ],
    submit: 'Review',
    context,
  }
}
