import type { Expr } from '../form.ts'
import { visit } from '../walk.ts'
import { patternBinding } from './bindings.ts'
import type { Program, Site } from './program.ts'
import { origins } from './values.ts'
import { split, wordsOf } from './words.ts'

/**
 * Every word that the code uses for a value: those written at the place, those of what it comes from, and for a part
 * of a record, struct or map the words of its key and of the record. `Expiry` out of `#lease{expires_at = Expiry}`
 * is named expiry, lease, expires and at.
 */
export function namesOf(program: Program, site: Site): ReadonlySet<string> {
  const words = new Set(wordsOf(site.expr))
  const take = (more: Iterable<string>) => {
    for (const word of more) words.add(word)
  }
  for (const origin of origins(program, site)) take(wordsOf(origin.expr))
  visit(site.expr, (inner) => {
    if (inner.kind !== 'var') return
    const binding = patternBinding(site.frame.clause, inner.name, inner.start)
    if (binding?.kind !== 'part') return
    if (binding.source) take(wordsOf(binding.source))
    take(keyWords(binding.pattern, inner.name))
  })
  return words
}

/** The words of the key that holds `name` in a map, struct, record or pair, and of the struct or record. */
function keyWords(pattern: Expr, name: string): string[] {
  const words: string[] = []
  visit(pattern, (inner) => {
    if (inner.kind === 'map') {
      for (const { key, value } of inner.entries) {
        if (!isVar(value, name)) continue
        if (key.kind === 'atom') words.push(...split(key.name))
        if (inner.struct) words.push(...split(inner.struct))
      }
    } else if (
      inner.kind === 'tuple' &&
      inner.items.length === 2 &&
      inner.items[0]?.kind === 'atom' &&
      isVar(inner.items[1], name)
    ) {
      words.push(...split(inner.items[0].name))
    }
  })
  return words
}

function isVar(expr: Expr | undefined, name: string): boolean {
  return expr?.kind === 'var' && expr.name === name
}
