import { operatorCode } from '../operators.ts'
import { Names } from './names.ts'
import { Token } from './tokens.ts'

const operatorWords = ['and', 'or', 'in', 'not', 'when']
const sectionWords = ['else', 'rescue', 'catch', 'after']
const literalWords = ['true', 'false', 'nil']
const words = [...operatorWords, ...sectionWords, ...literalWords, 'do', 'end', 'fn']

/** How many reserved words there are; their numbers in `names` are the first ones. */
export const wordCount = words.length

/** Names and numerals of the files that are read, by number. */
export const names = new Names(words)

/** The kind of each reserved word's token, by its number. */
export const wordKind = Uint8Array.from(words, kindOf)

/** The operator that a reserved word is, by its number; of the others 0, which means nothing. */
export const wordOperator = Uint8Array.from(words, (word) => Math.max(0, operatorCode(word)))

function kindOf(word: string): number {
  if (operatorWords.includes(word)) return Token.operator
  if (sectionWords.includes(word)) return Token.sectionWord
  if (literalWords.includes(word)) return Token.literalWord
  if (word === 'do') return Token.doWord
  return word === 'end' ? Token.endWord : Token.fnWord
}
