import type { Clause, Expr } from '../../../source/form.ts'
import type { Frame, Program } from '../../../source/program/program.ts'
import { anyOf, wordsOf } from '../../../source/program/words.ts'
import { results } from '../../../source/walk.ts'
import type { Merge } from '../../../witness/index.ts'

/** What a name stands for: one of the two replica states, or a part of it. */
interface Operand {
  readonly side: 'left' | 'right'
  readonly path: string
}
type Names = ReadonlyMap<string, Operand>

/** Reads what one clause of a merge makes of its two arguments; null where it is nothing that is known. */
export function mergeOfClause(
  program: Program,
  frame: Frame,
  left: Expr | undefined,
  right: Expr | undefined,
  depth = 3,
): Merge | null {
  if (!left || !right || depth === 0) return null
  const names = new Map<string, Operand>()
  bind(left, 'left', '', names)
  bind(right, 'right', '', names)
  const answers = results(frame.clause.body)
  const last = frame.clause.body.at(-1)
  if (!last || frame.clause.body.length > 1) return null
  const whole = { program, frame, names, depth }
  const merge =
    last.kind === 'branch' ? mergeOf(whole, last) : answers.length === 1 ? mergeOf(whole, last) : null
  return merge
}

/** Reads an expression over two named operands, as a call of a merge gives them. */
export function mergeOfCall(
  program: Program,
  frame: Frame,
  call: Expr,
  left: Expr,
  right: Expr,
): Merge | null {
  const names = new Map<string, Operand>()
  if (left.kind === 'var') names.set(left.name, { side: 'left', path: '' })
  if (right.kind === 'var') names.set(right.name, { side: 'right', path: '' })
  return mergeOf({ program, frame, names, depth: 3 }, call)
}

function bind(pattern: Expr, side: Operand['side'], path: string, names: Map<string, Operand>): void {
  switch (pattern.kind) {
    case 'var':
      names.set(pattern.name, { side, path })
      return
    case 'match':
      bind(pattern.pattern, side, path, names)
      bind(pattern.value, side, path, names)
      return
    case 'map':
      for (const { key, value } of pattern.entries)
        if (key.kind === 'atom') bind(value, side, `${path}.${key.name}`, names)
      return
    case 'tuple':
      for (const [index, item] of pattern.items.entries()) bind(item, side, `${path}.${index}`, names)
      return
  }
}

interface Reading {
  readonly program: Program
  readonly frame: Frame
  readonly names: Names
  readonly depth: number
}

const mapMerges = new Set(['Map:merge', 'maps:merge', 'Keyword:merge', 'orddict:merge', 'dict:merge'])
const unions = new Set(['MapSet:union', 'sets:union', 'ordsets:union', 'gb_sets:union'])
const appends = new Set(['lists:append', 'Enum:concat', 'lists:concat'])

function mergeOf(reading: Reading, expr: Expr): Merge | null {
  const operand = operandOf(reading.names, expr)
  if (operand) return { op: operand.side }
  if (expr.kind === 'op') return ofOperator(reading, expr.op, expr.args)
  if (expr.kind === 'branch') return ofBranch(reading, expr)
  if (expr.kind === 'map') return ofFields(reading, expr)
  if (expr.kind === 'block' && expr.body.length === 1 && expr.body[0]) return mergeOf(reading, expr.body[0])
  if (expr.kind !== 'call') return null
  const name = `${expr.module}:${expr.name}`
  const [first, second, third] = expr.args
  if (mapMerges.has(name) && expr.args.length === 2)
    return pair(reading, first, second) ? { op: 'map', each: null } : null
  if (name === 'Map:merge' || name === 'Keyword:merge')
    return pair(reading, first, second) ? ofResolver(reading, third) : null
  if (['maps:merge_with', 'orddict:merge', 'dict:merge'].includes(name))
    return pair(reading, second, third) ? ofResolver(reading, first) : null
  if (unions.has(name)) return pair(reading, first, second) ? { op: 'union' } : null
  if (appends.has(name)) return pair(reading, first, second) ? { op: 'append' } : null
  if (name === 'erlang:max' || name === 'erlang:min') {
    if (!pair(reading, first, second)) return null
    return { op: expr.name === 'max' ? 'max' : 'min' }
  }
  return ofHelper(reading, expr.module, expr.name, expr.args)
}

/** The two expressions are the two sides of one thing. */
function pair({ names }: Reading, one: Expr | undefined, other: Expr | undefined): boolean {
  const left = one && operandOf(names, one)
  const right = other && operandOf(names, other)
  return Boolean(left && right && left.side !== right.side && left.path === right.path)
}

function operandOf(names: Names, expr: Expr): Operand | null {
  if (expr.kind === 'var') return names.get(expr.name) ?? null
  if (expr.kind !== 'field') return null
  const of = operandOf(names, expr.of)
  return of && { side: of.side, path: `${of.path}.${expr.name}` }
}

function ofOperator(reading: Reading, op: string, [one, other]: readonly Expr[]): Merge | null {
  if (!pair(reading, one, other)) return null
  if (op === '+') return { op: 'sum' }
  if (op === '++') return { op: 'append' }
  return op === 'or' || op === 'and' ? { op } : null
}

/** A fun of key, left and right value. */
function ofResolver(reading: Reading, fun: Expr | undefined): Merge | null {
  if (fun?.kind !== 'fun') return null
  const [clause] = fun.clauses
  const [body] = clause?.body ?? []
  if (!clause || !body || fun.clauses.length > 1 || clause.body.length > 1) return null
  const names = new Map<string, Operand>()
  const [, left, right] = clause.patterns
  if (!left || !right) return null
  bind(left, 'left', '', names)
  bind(right, 'right', '', names)
  const each = mergeOf({ ...reading, names, depth: reading.depth - 1 }, body)
  return each && { op: 'map', each }
}

/** A struct or map that is built field by field. */
function ofFields(reading: Reading, expr: Extract<Expr, { kind: 'map' }>): Merge | null {
  const of: Record<string, Merge> = {}
  for (const { key, value } of expr.entries) {
    // A field that is no merge of the two may be anything.
    const merge = key.kind === 'atom' ? mergeOf(reading, value) : null
    if (key.kind === 'atom' && merge && !['left', 'right'].includes(merge.op)) of[key.name] = merge
  }
  return Object.keys(of).length > 0 ? { op: 'fields', of } : null
}

const times = new Set([
  'time',
  'timestamp',
  'at',
  'ts',
  'updated',
  'modified',
  'date',
  'clock',
  'stamp',
  'created',
])
const terms = new Set([
  'term',
  'epoch',
  'vsn',
  'version',
  'ballot',
  'seq',
  'generation',
  'incarnation',
  'index',
  'rev',
  'revision',
])

/** `if a.at > b.at, do: a, else: b`: the later wins, and of two equal ones the side that is left over. */
function ofBranch(reading: Reading, branch: Extract<Expr, { kind: 'branch' }>): Merge | null {
  const [yes, no] = branch.clauses
  const test = branch.subject ?? yes?.guard
  if (branch.clauses.length !== 2 || !yes || !no || test?.kind !== 'op') return null
  const [one, other] = test.args
  if (!pair(reading, one, other) || !one) return null
  const words = wordsOf(test)
  if (!anyOf(words, times) || anyOf(words, terms)) return null
  const [then, otherwise] = [sideOf(reading, yes), sideOf(reading, no)]
  const firstSide = operandOf(reading.names, one)?.side
  if (!then || !otherwise || then === otherwise || !firstSide) return null
  const takesTrue = branch.subject === null || isTrue(yes)
  const [whenTrue, whenFalse] = takesTrue ? [then, otherwise] : [otherwise, then]
  const larger = test.op === '>' || test.op === '>=' ? firstSide : firstSide === 'left' ? 'right' : 'left'
  if (!['>', '>=', '<', '<='].includes(test.op) || whenTrue !== larger) return null
  return { op: 'last-writer', tie: test.op.includes('=') ? whenTrue : whenFalse }
}

function isTrue({ patterns: [pattern] }: Clause): boolean {
  return pattern?.kind === 'atom' && pattern.name === 'true'
}

/** The side that a clause answers with, whole. */
function sideOf({ names }: Reading, { body }: Clause): Operand['side'] | null {
  const [only] = body
  const operand = body.length === 1 && only ? operandOf(names, only) : null
  return operand?.path === '' ? operand.side : null
}

/** A function of the program that gets both sides. */
function ofHelper(
  reading: Reading,
  module: string | null,
  name: string,
  args: readonly Expr[],
): Merge | null {
  const { program, depth } = reading
  if (module === null || depth <= 1) return null
  const operands = args.map((argument) => operandOf(reading.names, argument))
  const left = operands.findIndex((operand) => operand?.side === 'left')
  const right = operands.findIndex((operand) => operand?.side === 'right')
  if (left < 0 || right < 0 || operands[left]?.path !== operands[right]?.path) return null
  const [definition, second] = program.definitions(module, name, args.length)
  if (!definition || second || definition.fn.clauses.length > 1) return null
  const [clause] = definition.fn.clauses
  if (!clause) return null
  const frame: Frame = {
    file: definition.file,
    module: definition.module,
    fn: definition.fn,
    clause,
    caller: null,
  }
  return mergeOfClause(program, frame, clause.patterns[left], clause.patterns[right], depth - 1)
}
