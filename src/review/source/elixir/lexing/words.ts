import { operatorCode } from '../operators.ts'
import { Token } from './tokens.ts'

interface Word {
  readonly kind: number
  readonly code: number
}

const words = new Map<string, Word>()
for (const text of ['and', 'or', 'in', 'not', 'when']) {
  words.set(text, { kind: Token.operator, code: operatorCode(text) })
}
for (const text of ['else', 'rescue', 'catch', 'after']) words.set(text, { kind: Token.sectionWord, code: 0 })
for (const text of ['true', 'false', 'nil']) words.set(text, { kind: Token.literalWord, code: 0 })
words.set('do', { kind: Token.doWord, code: 0 })
words.set('end', { kind: Token.endWord, code: 0 })
words.set('fn', { kind: Token.fnWord, code: 0 })

const longest = 6

/** The reserved word that stands from `start` to `end`, or null. */
export function wordOf(text: string, start: number, end: number): Word | null {
  return end - start <= longest ? (words.get(text.slice(start, end)) ?? null) : null
}
