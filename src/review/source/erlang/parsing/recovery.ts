import { Token } from '../lexing/token-kinds.ts'
import type { Cursor } from './cursor.ts'

/** A full stop that ends a line, then a line that starts as forms and their comments do. */
const nextForm = /\.[ \t\r]*(?:%[^\n]*)?\n(?:[ \t\r]*\n)*(?=[a-z'?%-])/y

/**
 * Where reading goes on behind a form that was unreadable for want of a quote: such a form holds a string that runs
 * over its end into the next ones, and the fault stands right behind that string. Returns the byte offset of the first
 * line inside the string that starts a form; 0 where the fault has nothing to do with a string.
 */
export function swallowedForm(cursor: Cursor): number {
  const { text, tokens } = cursor
  for (const index of [cursor.at - 1, cursor.at]) {
    if (index < 0 || !isQuoted(tokens.kindAt(index))) continue
    const end = tokens.endAt(index)
    let stop = text.indexOf('.', tokens.startAt(index))
    while (stop >= 0 && stop < end) {
      nextForm.lastIndex = stop
      if (nextForm.test(text) && nextForm.lastIndex < end) return nextForm.lastIndex
      stop = text.indexOf('.', stop + 1)
    }
  }
  return 0
}

function isQuoted(kind: number): boolean {
  return kind === Token.string || kind === Token.atom || kind === Token.sigil
}
