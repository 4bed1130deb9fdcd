import type { Expr } from '../form.ts'
import { visit } from '../walk.ts'

/** `lockedUntil`, `locked_until`, `?LOCKED_UNTIL` are the same words: locked, until. Plurals lose their s. */
export function split(identifier: string): readonly string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map(singular)
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** The words of every name that an expression mentions: variables, fields, functions, constants, keys. */
export function wordsOf(expr: Expr): ReadonlySet<string> {
  const words = new Set<string>()
  const add = (name: string) => {
    for (const word of split(name)) words.add(word)
  }
  visit(expr, (inner) => {
    switch (inner.kind) {
      case 'var':
      case 'field':
      case 'constant':
      case 'atom':
      case 'call':
        add(inner.name)
        break
      case 'map':
        if (inner.struct) add(inner.struct)
        break
    }
  })
  return words
}

export function anyOf(words: ReadonlySet<string>, vocabulary: ReadonlySet<string>): boolean {
  for (const word of words) if (vocabulary.has(word)) return true
  return false
}
