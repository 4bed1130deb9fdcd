import type { KnownBlock } from '@slack/types'
import { blocksOf } from './block-kit/blocks.ts'
import { richBlocks } from './block-kit/rich.ts'
import { points, weight } from './block-kit/weight.ts'
import type { Card } from './card.ts'
import { crop } from './cards/words.ts'
import { slackText } from './escape.ts'
import { limits } from './limits.ts'

/** The body of one `chat.postMessage`: what is seen, and what notifications and screen readers say instead. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

const { message } = limits.slack

/** Code points of a summary that are kept; escaping makes at most five of one, so the limit holds. */
const summaryLength = 600

/**
 * Slack messages in posting order. Each card begins a message; one that does not fit goes on in the next, and no
 * character is lost. A button whose label or value is over Slack's limit is a defect and throws.
 */
export function blockKit(cards: readonly Card[]): Message[] {
  return cards.flatMap(messagesOf)
}

function messagesOf(card: Card): Message[] {
  const shown = card.parts.flatMap(blocksOf)
  const summary = crop(card.summary.trim() === '' ? 'distreview' : card.summary, summaryLength)
  const text = crop(slackText(summary), message.text.max_length - which)
  // The words for notifications go along with every page.
  const beside = points(text) + which
  const pages = paged(shown.length > 0 ? shown : richBlocks([{ kind: 'text', text: summary }]), beside)
  return pages.map((blocks, at) => ({
    text: pages.length === 1 ? text : `${text} (${at + 1} of ${pages.length})`,
    blocks,
  }))
}

/** Code points for ` (1 of 2)` at most. */
const which = 20

function paged(blocks: readonly KnownBlock[], beside: number): KnownBlock[][] {
  const pages: KnownBlock[][] = []
  let page: KnownBlock[] = []
  let content = beside
  for (const block of blocks) {
    const next = weight(block)
    const full =
      page.length === message.blocks.max_items ||
      content + next > message.content.max_length ||
      // Slack refuses a second table in one message.
      (block.type === 'table' && page.some(({ type }) => type === 'table'))
    if (full) {
      pages.push(page)
      page = []
      content = beside
    }
    page.push(block)
    content += next
  }
  pages.push(page)
  return pages
}
