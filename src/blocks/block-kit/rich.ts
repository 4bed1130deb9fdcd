import type { RichTextBlock, RichTextLink, RichTextList, RichTextSection, RichTextText } from '@slack/types'
import type { Line, Run } from '../card.ts'
import { visible, webAddress } from '../escape.ts'
import { limits } from '../limits.ts'
import { grouped, pieces, points } from './weight.ts'

type Leaf = RichTextText | RichTextLink

const longest = limits.slack.text.max_length

/** A line as rich text, in as many blocks as it needs; none where it has no words. */
export function richBlocks(line: Line): RichTextBlock[] {
  return grouped(line.flatMap(leavesOf)).map((elements) => rich(section(elements)))
}

/** A list; numbers go on over blocks. An item too long for one block goes on in paragraphs below it. */
export function listBlocks(items: readonly Line[], ordered: boolean): RichTextBlock[] {
  const blocks: RichTextBlock[] = []
  const parts = items.map((item) => grouped(leavesOrSpace(item)))
  let from = 0
  const flush = (to: number) => {
    const sections = parts.slice(from, to).map(([first = []]) => section(first))
    let offset = from
    for (const group of grouped(sections)) {
      blocks.push(rich(listOf(group, ordered, offset)))
      offset += group.length
    }
    from = to
  }
  for (const [at, [, ...rest]] of parts.entries()) {
    if (rest.length === 0) continue
    flush(at + 1)
    for (const elements of rest) blocks.push(rich(section(elements)))
  }
  flush(parts.length)
  return blocks
}

/** Code as it is, in as many blocks as it needs: their texts joined are the code, with what is unseen made visible. */
export function codeBlocks(code: string): RichTextBlock[] {
  return pieces(visible(code), longest).map((text) =>
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }),
  )
}

function listOf(elements: RichTextSection[], ordered: boolean, offset: number): RichTextList {
  if (!ordered) return { type: 'rich_text_list', style: 'bullet', elements }
  return { type: 'rich_text_list', style: 'ordered', elements, ...(offset > 0 ? { offset } : {}) }
}

function rich(element: RichTextBlock['elements'][number]): RichTextBlock {
  return { type: 'rich_text', elements: [element] }
}

function section(elements: Leaf[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** Slack refuses an item without an element, and an element without text. */
function leavesOrSpace(line: Line): Leaf[] {
  const leaves = line.flatMap(leavesOf)
  return leaves.length > 0 ? leaves : [{ type: 'text', text: ' ' }]
}

function leavesOf(run: Run): Leaf[] {
  if (run.kind === 'link') return linkLeaves(run.text, run.url)
  return pieces(visible(run.text), longest).map((text): Leaf => {
    if (run.kind === 'code') return { type: 'text', text, style: { code: true } }
    return run.strong ? { type: 'text', text, style: { bold: true } } : { type: 'text', text }
  })
}

/** An address that Slack would refuse, or that is no web address, is shown as words. */
function linkLeaves(words: string, url: string): Leaf[] {
  const address = webAddress(url)
  if (address === null || points(address) > limits.slack.button.url.max_length) {
    return pieces(visible(`${words} (${url})`), longest).map((text): Leaf => ({ type: 'text', text }))
  }
  const text = words === '' ? address : words
  return pieces(visible(text), longest).map((piece): Leaf => ({ type: 'link', url: address, text: piece }))
}
