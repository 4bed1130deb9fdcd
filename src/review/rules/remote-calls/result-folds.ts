import type { Call, Clause, Expr } from '../../source/form.ts'
import type { Definition, Program, Site } from '../../source/program/program.ts'
import { visitClause } from '../../source/walk.ts'
import { namesBadrpc } from './uses.ts'

/**
 * A clause of the fold that a list of results goes to, where that fold names the elements it expects, one clause for
 * each, and `{badrpc, _}` matches none of them: one node's failure ends it, and the answers of the others are lost.
 * Null where it has a clause for anything, or is no such fold. `index` is the list's place among the arguments.
 */
export function foldWithoutErrors(program: Program, call: Call, index: number, depth = 3): Site | null {
  if (call.module === null || depth === 0) return null
  const definitions = program.definitions(call.module, call.name, call.args.length)
  const [definition, another] = definitions
  if (!definition || another || definition.fn.clauses.some(namesBadrpc)) return null
  const { clauses } = definition.fn
  const heads = clauses.flatMap(({ patterns }) => {
    const pattern = patterns[index]
    return pattern?.kind === 'list' && pattern.items.length === 1 && pattern.tail ? pattern.items : []
  })
  if (heads.length === 0) return handedOn(program, definition, index, depth)
  const walks = clauses.every(({ patterns }) => patterns[index]?.kind === 'list')
  const [head] = heads
  if (!walks || !head || !heads.every(isOther) || !callsItself(definition)) return null
  const clause = clauses.find(
    ({ patterns }) => patterns[index]?.kind === 'list' && holds(patterns[index], head),
  )
  return clause ? { expr: head, frame: frameOf(definition, clause) } : null
}

/** `f(List) -> f(List, [], [])`: the fold proper is the function that the list is handed on to. */
function handedOn(program: Program, definition: Definition, index: number, depth: number): Site | null {
  for (const { patterns, body, guard } of definition.fn.clauses) {
    const pattern = patterns[index]
    const last = body.at(-1)
    if (pattern?.kind !== 'var' || guard || last?.kind !== 'call') continue
    const place = last.args.findIndex((arg) => arg.kind === 'var' && arg.name === pattern.name)
    if (place >= 0) return foldWithoutErrors(program, last, place, depth - 1)
  }
  return null
}

/** A tuple with a tag of its own, or of another size than `{badrpc, Reason}`. */
function isOther(head: Expr): boolean {
  if (head.kind === 'match') return isOther(head.pattern) || isOther(head.value)
  if (head.kind !== 'tuple') return ['atom', 'integer', 'text', 'map', 'list'].includes(head.kind)
  const [tag] = head.items
  return head.items.length !== 2 || tag?.kind === 'atom'
}

function holds(pattern: Expr | undefined, head: Expr): boolean {
  return pattern?.kind === 'list' && pattern.items[0] === head
}

function callsItself({ fn, module }: Definition): boolean {
  let found = false
  for (const clause of fn.clauses)
    visitClause(clause, (expr) => {
      if (expr.kind === 'call' && expr.module === module.name && expr.name === fn.name) found = true
    })
  return found
}

function frameOf({ file, module, fn }: Definition, clause: Clause): Site['frame'] {
  return { file, module, fn, clause, caller: null }
}
