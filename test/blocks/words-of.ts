import type { Card, Part } from '../../src/blocks/card.ts'
import { visible } from '../../src/blocks/escape.ts'

/** A card in words: one line a part, runs joined, so that wording can be read in a test. */
export function wordsOf(card: Card): string[] {
  return card.parts.flatMap(partWords)
}

function partWords(part: Part): string[] {
  switch (part.kind) {
    case 'heading':
      return [`# ${part.text}`]
    case 'line':
      return [part.line.map((run) => run.text).join('')]
    case 'footnote':
      return [`(${part.line.map((run) => run.text).join('')})`]
    case 'list':
      return part.items.map((item) => `- ${item.map((run) => run.text).join('')}`)
    case 'code':
      return [`${part.language}: ${part.text}`]
    case 'table':
      return [part.head, ...part.rows].map((row) => `| ${row.join(' | ')}`)
    case 'picture':
      return [`picture: ${part.alt}`]
    case 'buttons':
      return [part.buttons.map((button) => `[${button.label}]`).join(' ')]
  }
}

/** Every string of a card in order, with what is unseen made visible: what no format may lose. */
export function stringsOf(card: Card): string[] {
  const strings: string[] = []
  for (const part of card.parts) {
    switch (part.kind) {
      case 'heading':
      case 'code':
        strings.push(part.text)
        break
      case 'line':
      case 'footnote':
        strings.push(...part.line.map((run) => run.text))
        break
      case 'list':
        strings.push(...part.items.flat().map((run) => run.text))
        break
      case 'table':
        strings.push(...part.rows.flat())
        break
      case 'picture':
        strings.push(part.alt)
        break
      case 'buttons':
        break
    }
  }
  return strings.map(visible).filter((text) => text.trim() !== '')
}
