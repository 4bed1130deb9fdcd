import type { Expr, ModuleForm } from '../../form.ts'
import { visitClause } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Frame, Program, Site, SourceFile } from '../program.ts'

/** Calls that put a value under a key: module:function → positions of key and value. */
const puts: Record<string, readonly [key: number, value: number]> = {
  'Map:put': [1, 2],
  'Map:replace': [1, 2],
  'Map:replace!': [1, 2],
  'Map:put_new': [1, 2],
  'maps:put': [0, 1],
  'maps:update': [0, 1],
  'Phoenix.Component:assign': [1, 2],
  'Phoenix.LiveView:assign': [1, 2],
  'Phoenix.Socket:assign': [1, 2],
}

/** What a module writes under each key of its maps, structs and records. */
class ModuleFields {
  readonly #writes = new Map<string, Site[]>()

  constructor(file: SourceFile, module: ModuleForm) {
    for (const fn of module.functions) {
      for (const clause of fn.clauses) {
        const frame: Frame = { file, module, fn, clause, caller: null }
        const patterns = new Set<Expr>()
        visitClause(clause, (expr, ancestors) => {
          const parent = ancestors.at(-1)
          const inPattern =
            (parent && 'kind' in parent && patterns.has(parent)) ||
            (parent && !('kind' in parent) && parent.patterns.includes(expr)) ||
            (parent && 'kind' in parent && isPatternOf(parent, expr))
          if (inPattern) {
            patterns.add(expr)
            return
          }
          this.#read(expr, frame)
        })
      }
    }
  }

  #read(expr: Expr, frame: Frame): void {
    if (expr.kind === 'map') {
      for (const { key, value } of expr.entries) if (key.kind === 'atom') this.#add(key.name, value, frame)
    } else if (expr.kind === 'call') {
      const at = puts[`${expr.module}:${expr.name}`]
      const key = at && expr.args[at[0]]
      const value = at && expr.args[at[1]]
      if (key?.kind === 'atom' && value) this.#add(key.name, value, frame)
    }
  }

  #add(key: string, expr: Expr, frame: Frame): void {
    const known = this.#writes.get(key)
    if (known) known.push({ expr, frame })
    else this.#writes.set(key, [{ expr, frame }])
  }

  of(key: string): readonly Site[] {
    return this.#writes.get(key) ?? []
  }
}

function isPatternOf(parent: Expr, expr: Expr): boolean {
  return (parent.kind === 'match' || parent.kind === 'arrow') && parent.pattern === expr
}

const fieldsByModule = facet(() => new WeakMap<ModuleForm, ModuleFields>())

/**
 * The values that the module around `frame` stores under `key`: what a read of that key of its state may give.
 * Keys are told apart by name alone, not by the map that has them.
 */
export function writesOfField(program: Program, { file, module }: Frame, key: string): readonly Site[] {
  if (!module) return []
  const known = fieldsByModule(program)
  let fields = known.get(module)
  if (!fields) {
    fields = new ModuleFields(file, module)
    known.set(module, fields)
  }
  return fields.of(key)
}

/** The key under which a pattern takes `name` out of a map, struct or record; null where it is no such key. */
export function keyOfPart(pattern: Expr, name: string): string | null {
  if (pattern.kind === 'map') {
    for (const { key, value } of pattern.entries) {
      if (key.kind !== 'atom') continue
      if (value.kind === 'var' && value.name === name) return key.name
      const inner = keyOfPart(value, name)
      if (inner) return inner
    }
    return null
  }
  if (pattern.kind === 'match') return keyOfPart(pattern.pattern, name) ?? keyOfPart(pattern.value, name)
  if (pattern.kind === 'tuple' || pattern.kind === 'list') {
    for (const item of pattern.items) {
      const inner = keyOfPart(item, name)
      if (inner) return inner
    }
  }
  return null
}
