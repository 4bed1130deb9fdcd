import { blocks as rules } from './slack-rules/blocks.ts'
import { byType, isObject, list, points } from './slack-rules/shapes.ts'
import { anyView } from './slack-rules/views.ts'

/** Not in limits.json. Blocks: documented with the block reference. The total: see `weight`. Text: `msg_too_long`. */
const most = { blocks: 50, content: 13_200, overhead: 125, text: 4_000 }

const allBlocks = list(byType(rules), { max: most.blocks })

/**
 * What Slack would refuse in a message, one sentence each; empty when it would take it. Attachments are looked at
 * where they hold blocks. Length is counted in code points, as Slack does.
 */
export function breaks(message: { text?: string; blocks?: unknown[]; attachments?: unknown }): string[] {
  const attachments = Array.isArray(message.attachments) ? message.attachments : []
  const found = message.blocks === undefined ? [] : breaksOfBlocks(message.blocks, 'blocks')
  for (const [at, attachment] of attachments.entries()) {
    const inside = isObject(attachment) ? attachment.blocks : undefined
    if (inside !== undefined) found.push(...breaksOfBlocks(inside, `attachments[${at}].blocks`))
  }
  const text = message.text ?? ''
  if (points(text) > most.text)
    found.push(`text has ${points(text)} characters; at most ${most.text} are allowed.`)
  if (text === '' && !message.blocks?.length && attachments.length === 0)
    found.push('The message has neither text nor blocks.')
  return found
}

/** What Slack would refuse in a view that is opened or published, one sentence each. */
export function breaksView(view: unknown): string[] {
  return [...anyView(view, 'view'), ...ambiguous(isObject(view) ? view.blocks : [], 'view.blocks')]
}

function ambiguous(blocks: unknown, at: string): string[] {
  const found: string[] = []
  for (const name of ['block_id', 'action_id']) {
    for (const twice of repeated(named(blocks, name)))
      found.push(`${at} use the ${name} ${JSON.stringify(twice)} twice.`)
  }
  return found
}

function breaksOfBlocks(blocks: unknown, at: string): string[] {
  const found = [...allBlocks(blocks, at), ...ambiguous(blocks, at)]
  if (!Array.isArray(blocks)) return found
  const tables = blocks.filter((block) => isObject(block) && block.type === 'table')
  if (tables.length > 1) found.push(`${at} hold ${tables.length} tables; one is allowed in a message.`)
  const content = blocks.reduce<number>((sum, block) => sum + weight(block), 0)
  if (content > most.content)
    found.push(`${at} count for ${content} characters in all; at most ${most.content} are allowed.`)
  return found
}

/**
 * What one block counts for in the undocumented total (`msg_blocks_too_long`). How Slack counts is not published;
 * this is the strictest reading of what people measured: every string counts, and each block costs 125 besides.
 */
function weight(block: unknown): number {
  return most.overhead + strings(block)
}

function strings(value: unknown): number {
  if (typeof value === 'string') return points(value)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, each) => sum + strings(each), 0)
}

function named(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => named(each, name))
  if (!isObject(value)) return []
  const own = value[name]
  return [
    ...(typeof own === 'string' ? [own] : []),
    ...Object.values(value).flatMap((each) => named(each, name)),
  ]
}

function repeated(names: readonly string[]): Set<string> {
  return new Set(names.filter((name, at) => names.indexOf(name) !== at))
}
