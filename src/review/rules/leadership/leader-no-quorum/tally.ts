import type { Call, Clause, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { anyOf, split, wordsOf } from '../../../source/program/words.ts'
import { visitAll } from '../../../source/walk.ts'

/** A place where a vote is added to those that a process has, and the field that holds them. */
export interface Tally {
  readonly site: Site
  readonly field: string
}

const counting = new Set(
  'add count record receive tally collect register inc increment put got store'.split(' '),
)
const votes = new Set(['vote', 'tally', 'ballot'])
/** Calls that change what stands under a key: the positions of key and value. */
const puts: Record<string, readonly [key: number, value: number]> = {
  'Map:put': [1, 2],
  'Map:replace': [1, 2],
  'Map:update': [1, 3],
  'Map:update!': [1, 2],
  'maps:put': [0, 1],
  'maps:update': [0, 1],
  'maps:update_with': [0, 1],
}

/** The fields that an expression sets, with the new values. */
function fieldsSet(expr: Expr): readonly (readonly [field: string, value: Expr])[] {
  if (expr.kind === 'map')
    return expr.entries.flatMap(({ key, value }) => (key.kind === 'atom' ? [[key.name, value] as const] : []))
  const at = expr.kind === 'call' ? puts[`${expr.module}:${expr.name}`] : undefined
  if (expr.kind !== 'call' || !at) return []
  const [key, value] = [expr.args[at[0]], expr.args[at[1]]]
  return key?.kind === 'atom' && value ? [[key.name, value] as const] : []
}

/** The first place of a body where a vote is counted: a field that grows, here or in the function that is called for it. */
export function tallyIn(program: Program, body: readonly Expr[], frame: Frame, depth = 1): Tally | null {
  let found: Tally | null = null
  const calls: Call[] = []
  visitAll(body, (expr) => {
    if (found) return
    const grown = fieldsSet(expr).find(
      ([field, value]) => anyOf(new Set(split(field)), votes) && grows(value),
    )
    if (grown) found = { site: { expr, frame }, field: grown[0] }
    else if (expr.kind === 'call') calls.push(expr)
  })
  if (found || depth === 0) return found
  for (const expr of calls) {
    const words = new Set(split(expr.name))
    if (!anyOf(words, votes) || !anyOf(words, counting)) continue
    for (const { file, module, fn } of callGraph(program).targetsOf({ expr, frame }))
      for (const clause of fn.clauses) {
        const inner = tallyIn(program, clause.body, { file, module, fn, clause, caller: null }, 0)
        if (inner) return { site: { expr, frame }, field: inner.field }
      }
  }
  return null
}

/** One more: a sum, a longer list, a bigger set. */
function grows(value: Expr): boolean {
  let more = false
  visitAll([value], (expr) => {
    if (expr.kind === 'op' && (expr.op === '+' || expr.op === '++')) more = true
    if (expr.kind === 'list' && expr.tail) more = true
    if (expr.kind === 'call' && /^(put|add_element|add|store|insert|union)$/.test(expr.name)) more = true
  })
  return more
}

function isState(struct: string): boolean {
  return split(struct).some((word) => word === 'state' || word === 'data')
}

/** Whether the field gets a value that has nothing to do with the one that it had, here or in what is called. */
export function startsAnew(
  program: Program,
  body: readonly Expr[],
  frame: Frame,
  field: string,
  depth: number,
): boolean {
  const word = new Set(split(field))
  let anew = false
  const calls: Call[] = []
  visitAll(body, (expr) => {
    if (
      fieldsSet(expr).some(([name, value]) => name === field && !anyOf(wordsOf(value), word) && !grows(value))
    )
      anew = true
    // A state that is made as a whole.
    if (expr.kind === 'map' && expr.struct !== null && !expr.base && isState(expr.struct)) anew = true
    if (expr.kind === 'call') calls.push(expr)
  })
  if (anew || depth === 0) return anew
  return calls.some((expr) =>
    callGraph(program)
      .targetsOf({ expr, frame })
      .some(({ file, module, fn }) =>
        fn.clauses.some((clause: Clause) =>
          startsAnew(program, clause.body, { file, module, fn, clause, caller: null }, field, depth - 1),
        ),
      ),
  )
}
