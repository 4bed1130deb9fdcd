import type { Expr } from '../../form.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'

/** The atom or string that an expression spells out, through module constants; or null. */
export function literalName(program: Program, site: Site): string | null {
  const { expr, frame } = site
  if (expr.kind === 'atom') return expr.name
  if (expr.kind === 'text') return expr.value
  if (expr.kind === 'constant') {
    const constant = program.constantAt(frame, expr.name, expr.start)
    if (!constant || constant.value === expr) return null
    const { value } = constant
    return value.kind === 'atom' ? value.name : value.kind === 'text' ? value.value : null
  }
  return null
}

/** The one atom or string that a value is, wherever it comes from; null where there are none or several. */
export function onlyName(program: Program, site: Site): string | null {
  const direct = literalName(program, site)
  if (direct !== null) return direct
  const names = new Set<string | null>()
  for (const origin of origins(program, site)) names.add(literalName(program, origin))
  const [name] = names
  return names.size === 1 ? (name ?? null) : null
}

/** The items of a list of options, through variables and constants; `open` where more may be in it. */
export function optionsOf(
  program: Program,
  site: Site,
): { readonly items: readonly Site[]; readonly open: boolean } {
  const items: Site[] = []
  let open = false
  for (const { expr, frame } of origins(program, site)) {
    if (expr.kind === 'list') {
      for (const item of expr.items) items.push({ expr: item, frame })
      if (expr.tail) open = true
    } else if (expr.kind === 'op' && expr.op === '++') {
      for (const arg of expr.args) {
        const part = optionsOf(program, { expr: arg, frame })
        items.push(...part.items)
        open ||= part.open
      }
    } else open = true
  }
  return { items, open }
}

/** The value of `name` in a list of options (`{name, V}`), or the atom itself where it stands alone. */
export function option(items: readonly Site[], name: string): Site | null {
  for (const { expr, frame } of items) {
    if (expr.kind === 'atom' && expr.name === name) return { expr, frame }
    const value = pairValue(expr, name)
    if (value) return { expr: value, frame }
  }
  return null
}

function pairValue(expr: Expr, name: string): Expr | null {
  if (expr.kind !== 'tuple' || expr.items.length !== 2) return null
  const [key, value] = expr.items
  return key?.kind === 'atom' && key.name === name ? (value ?? null) : null
}

/** The value of a key in a literal list of pairs, as written at the call. */
export function keyword(expr: Expr | undefined, name: string): Expr | null {
  if (expr?.kind !== 'list') return null
  for (const item of expr.items) {
    const value = pairValue(item, name)
    if (value) return value
  }
  return null
}
