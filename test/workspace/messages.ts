/** A message as Slack gives it back; the double reads it, so its blocks are taken as they come. */
export interface SlackMessage {
  readonly ts: string
  readonly thread_ts?: string
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly metadata?: Block
}

// biome-ignore lint/suspicious/noExplicitAny: blocks are read here field by field, and an unknown one throws.
export type Block = Record<string, any>

export interface FoundButton {
  readonly label: string
  readonly block: Block
  readonly element: Block
}

/** Every button of a message, in reading order. */
export function buttonsOf(message: Pick<SlackMessage, 'blocks'>): FoundButton[] {
  const buttons: FoundButton[] = []
  for (const block of message.blocks ?? []) {
    if (block.type !== 'actions') continue
    for (const element of block.elements) {
      if (element.type === 'button') buttons.push({ label: element.text.text, block, element })
    }
  }
  return buttons
}

/** What a message reads like: its blocks in order, one line or more each; its text where it has no blocks. */
export function wordsOf(message: Pick<SlackMessage, 'text' | 'blocks'>): string {
  if (!message.blocks?.length) return message.text
  return message.blocks
    .map(wordsOfBlock)
    .filter((words) => words !== '')
    .join('\n')
}

function wordsOfBlock(block: Block): string {
  switch (block.type) {
    case 'divider':
      return ''
    case 'image':
      return `(${block.alt_text})`
    case 'header':
      return block.text.text
    case 'section':
      return [block.text, ...(block.fields ?? [])].map((part) => part?.text ?? '').join('\n')
    case 'context':
      return block.elements.map((element: Block) => wordsOfElement(element)).join(' ')
    case 'actions':
      return block.elements.map((element: Block) => `[${element.text.text}]`).join(' ')
    case 'rich_text':
      return block.elements.map((element: Block) => wordsOfElement(element)).join('\n')
    case 'table':
      return block.rows.map((row: Block[]) => row.map((cell) => wordsOfElement(cell)).join(' | ')).join('\n')
    default:
      throw new Error(`The workspace double cannot read a block of type ${block.type}.`)
  }
}

function wordsOfElement(element: Block): string {
  const inside = (): string => element.elements.map((part: Block) => wordsOfElement(part)).join('')
  switch (element.type) {
    case 'plain_text':
    case 'mrkdwn':
    case 'raw_text':
      return element.text
    case 'text':
      return element.style?.code ? `\`${element.text}\`` : element.text
    case 'link':
      return `<${element.text ?? ''}|${element.url}>`
    case 'rich_text':
      return element.elements.map((part: Block) => wordsOfElement(part)).join('\n')
    case 'rich_text_section':
    case 'rich_text_quote':
      return inside()
    case 'rich_text_preformatted':
      return `\`\`\`\n${inside()}\n\`\`\``
    case 'rich_text_list':
      return element.elements
        .map((item: Block, index: number) => {
          const mark = element.style === 'ordered' ? `${(element.offset ?? 0) + index + 1}.` : '-'
          return `${mark} ${wordsOfElement(item)}`
        })
        .join('\n')
    default:
      throw new Error(`The workspace double cannot read an element of type ${element.type}.`)
  }
}
