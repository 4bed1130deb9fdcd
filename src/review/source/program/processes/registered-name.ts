import type { Expr } from '../../form.ts'
import type { Frame, Program, Site } from '../program.ts'
import { origins } from '../values.ts'

/** A name that a process is registered or reached under. */
export interface RegisteredName {
  readonly scope: 'local' | 'global' | 'via'
  /** The module of a `via` name, where it is spelled out. */
  readonly registry: string | null
  /** The name as text where it is one atom or string; null where it is computed, mostly a key. */
  readonly name: string | null
  readonly site: Site
}

/**
 * Reads what names a process: an atom, `{:global, n}`, `{:via, Mod, n}`, and where `erlang` says so `{local, n}`.
 * Null where it is no name that can be seen (a pid, `{name, node}`).
 */
export function registeredName(program: Program, site: Site): RegisteredName | null {
  for (const origin of origins(program, site)) {
    const found = nameIn(program, origin, site)
    if (found) return found
  }
  return null
}

function nameIn(program: Program, { expr, frame }: Site, site: Site): RegisteredName | null {
  if (expr.kind === 'atom') {
    if (expr.name === 'nil' || expr.name === 'undefined') return null
    return { scope: 'local', registry: null, name: expr.name, site }
  }
  if (expr.kind !== 'tuple') return null
  const [tag, first, second] = expr.items
  if (tag?.kind !== 'atom' || !first) return null
  if (tag.name === 'local')
    return { scope: 'local', registry: null, name: literal(program, first, frame), site }
  if (tag.name === 'global')
    return { scope: 'global', registry: 'global', name: literal(program, first, frame), site }
  if (tag.name !== 'via' || !second) return null
  const registry = literal(program, first, frame)
  return { scope: 'via', registry, name: viaName(program, second, frame), site }
}

/** `{Registry, key}` is a key within a registry; a plain term is the name itself. */
function viaName(program: Program, expr: Expr, frame: Frame): string | null {
  const [, key] = expr.kind === 'tuple' && expr.items.length >= 2 ? expr.items : [null, expr]
  return key ? literal(program, key, frame) : null
}

function literal(program: Program, expr: Expr, frame: Frame): string | null {
  const [origin, another] = origins(program, { expr, frame })
  if (!origin || another) return null
  if (origin.expr.kind === 'atom') return origin.expr.name
  return origin.expr.kind === 'text' ? origin.expr.value : null
}

/** Erlang's name argument and Elixir's `name:` option of a start. */
export function optionOf(
  program: Program,
  options: Expr | undefined,
  key: string,
  frame: Frame,
): Site | null {
  if (!options) return null
  for (const { expr, frame: where } of origins(program, { expr: options, frame })) {
    if (expr.kind !== 'list') continue
    for (const item of expr.items) {
      const [word, value] = item.kind === 'tuple' && item.items.length === 2 ? item.items : []
      if (word?.kind === 'atom' && word.name === key && value) return { expr: value, frame: where }
    }
  }
  return null
}
