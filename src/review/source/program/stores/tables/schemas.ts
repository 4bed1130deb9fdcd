import type { Call, Expr } from '../../../form.ts'
import { visit } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Frame, Site } from '../../program.ts'
import { keyword } from '../literals.ts'

/** A module with an Ecto schema. */
export interface Schema {
  readonly module: string
  /** The table's name; null for embedded schemas. */
  readonly source: string | null
  readonly fields: readonly string[]
  /** The schema block. */
  readonly site: Site<Call>
  /** `unique_constraint(changeset, fields, …)` in the module: a violated index becomes an error. */
  readonly uniqueConstraints: readonly Site<Call>[]
  /** `unsafe_validate_unique`: asks first, so two may pass. */
  readonly unsafeUnique: readonly Site<Call>[]
  /** The field that `optimistic_lock` counts, where a changeset of the module has one. */
  readonly optimisticLock: { readonly field: string; readonly site: Site<Call> } | null
}

const fieldMacros = new Set(['field', 'belongs_to', 'embeds_one', 'embeds_many'])

/** The Ecto schemas of the program by module. */
export const schemas = facet((program): ReadonlyMap<string, Schema> => {
  const found = new Map<string, Schema>()
  for (const file of program.files) {
    if (file.form.language !== 'elixir') continue
    for (const module of file.form.modules) {
      for (const expr of module.body) {
        if (expr.kind !== 'call' || !(expr.name === 'schema' || expr.name === 'embedded_schema')) continue
        const [first] = expr.args
        const source = first?.kind === 'text' ? first.value : null
        if (expr.name === 'schema' && source === null && first?.kind !== 'constant') continue
        const clause = { patterns: [], guard: null, body: module.body, start: expr.start, end: expr.end }
        const frame: Frame = { file, module, fn: null, clause, caller: null }
        const named = first
          ? (source ?? constantText(program.constantAt(frame, nameOf(first), first.start)))
          : null
        const changes = changesetCalls(module.functions, (fn, inner) => ({ ...frame, fn, clause: inner }))
        const lock = changes.find(({ expr: call }) => call.name === 'optimistic_lock')
        const lockField = lock?.expr.args[1]
        found.set(module.name, {
          module: module.name,
          source: named,
          fields: fieldsOf(expr),
          site: { expr, frame },
          uniqueConstraints: changes.filter(({ expr: call }) => call.name === 'unique_constraint'),
          unsafeUnique: changes.filter(({ expr: call }) => call.name === 'unsafe_validate_unique'),
          optimisticLock: lock && lockField?.kind === 'atom' ? { field: lockField.name, site: lock } : null,
        })
      }
    }
  }
  return found
})

function nameOf(expr: Expr): string {
  return expr.kind === 'constant' ? expr.name : ''
}

function constantText(constant: { readonly value: Expr } | null): string | null {
  return constant?.value.kind === 'text' ? constant.value.value : null
}

function fieldsOf(schema: Call): readonly string[] {
  const fields: string[] = []
  for (const arg of schema.args) {
    visit(arg, (expr) => {
      if (expr.kind !== 'call' || !fieldMacros.has(expr.name)) return
      const [name] = expr.args
      if (name?.kind !== 'atom') return
      const key = keyword(expr.args.at(-1), 'foreign_key')
      const field = expr.name === 'belongs_to' ? `${name.name}_id` : name.name
      fields.push(key?.kind === 'atom' ? key.name : field)
    })
  }
  return fields
}

const wanted = new Set(['unique_constraint', 'unsafe_validate_unique', 'optimistic_lock'])

function changesetCalls(
  functions: NonNullable<Frame['module']>['functions'],
  frameOf: (fn: Frame['fn'], clause: Frame['clause']) => Frame,
): readonly Site<Call>[] {
  const found: Site<Call>[] = []
  for (const fn of functions) {
    for (const clause of fn.clauses) {
      for (const expr of clause.body) {
        visit(expr, (inner) => {
          if (inner.kind === 'call' && wanted.has(inner.name))
            found.push({ expr: inner, frame: frameOf(fn, clause) })
        })
      }
    }
  }
  return found
}
