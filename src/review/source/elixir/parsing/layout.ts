import { Class, classAt } from '../lexing/characters.ts'
import { Token, type Tokens } from '../lexing/tokens.ts'
import type { Reader } from './reader.ts'

const definition =
  /(?:def|defp|defmodule|defmacro|defmacrop|defimpl|defprotocol|defguard|defguardp|defdelegate|defstruct)\b/y

/** The column of each token that is the first on its line, -1 of every other: what a broken file is read by. */
export function firstColumns(text: string, tokens: Tokens): Int32Array {
  const columns = new Int32Array(tokens.count).fill(-1)
  let scanned = 0
  let lineStart = 0
  let isFirst = true
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kind[i]
    const start = tokens.start[i] as number
    for (; scanned < start; scanned++) {
      const character = classAt(text, scanned)
      if (character === Class.lineBreak) {
        lineStart = scanned + 1
        isFirst = true
      } else if (character !== Class.space) {
        isFirst = false
      }
    }
    if (kind === Token.lineBreak || kind === Token.semicolon) continue
    if (isFirst) columns[i] = start - lineStart
    isFirst = false
  }
  return columns
}

/**
 * By layout: a definition or attribute at or left of the definition being read is not part of it. The one being read
 * lacks an `end` or a bracket, and is given up here.
 */
export function failAtDefinition(reader: Reader): void {
  if (!reader.columns || reader.definitionColumn < 0 || reader.at === reader.definitionToken) return
  const column = reader.columns[reader.at] as number
  if (column < 0 || column > reader.definitionColumn) return
  if (!reader.is(Token.operator)) {
    definition.lastIndex = reader.start()
    if (!definition.test(reader.text)) return
  }
  reader.fail('an `end` or a closing bracket is missing before the next definition')
}
