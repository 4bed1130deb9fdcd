import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom, none, op, other, variable } from './build.ts'
import { clauseOf, guardedBody, lowerClauses } from './clauses.ts'
import { comprehension } from './comprehensions.ts'
import { importUsed, modulesOf } from './directives.ts'
import { lower, lowerAll, lowerBlock, lowerBody } from './expressions.ts'
import { moduleOrNothing } from './modules.ts'
import type { Scope } from './scope.ts'
import { blockOf, bodyOf, contentOf, sectionOf } from './sections.ts'

/** Lowers a call of a special name; null where a call of that name is not that form. */
export type SpecialForm = (node: Node, scope: Scope, piped: Expr | null) => Expr | null

/** The language's own forms by name. */
export const specialForms: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  ['if', (node, scope, piped) => conditional(node, scope, piped, 'true', 'false')],
  ['unless', (node, scope, piped) => conditional(node, scope, piped, 'false', 'true')],
  ['case', caseOf],
  ['cond', condition],
  ['with', withSteps],
  ['for', comprehension],
  ['receive', receive],
  ['try', attempt],
  ['quote', (node, scope) => codeAsGiven(node, scope, true)],
  ['unquote', (node, scope) => codeAsGiven(node, scope, false)],
  ['unquote_splicing', (node, scope) => codeAsGiven(node, scope, false)],
  ['defmodule', moduleOrNothing],
  ['defimpl', moduleOrNothing],
  ['defprotocol', moduleOrNothing],
  ['use', useElsewhere],
  ['..', (node) => op('..', none, node.start, node.end)],
  ['...', (node) => variable('...', node.start, node.end)],
])

/** What a branch decides on: what is piped in, or the first argument. */
function subjectOf(node: Node, doBlock: Node, scope: Scope, piped: Expr | null): Expr | null {
  if (piped !== null) return piped
  const first = node.kids[0] as Node
  return first === doBlock ? null : lower(first, scope)
}

/** `if`, and `unless` with its patterns swapped. */
function conditional(node: Node, scope: Scope, piped: Expr | null, met: string, unmet: string): Expr | null {
  const doBlock = blockOf(node.kids)
  const subject = doBlock && subjectOf(node, doBlock, scope, piped)
  if (!subject) return null
  const clauses = [side(doBlock, 'do', met, scope), side(doBlock, 'else', unmet, scope)]
  return { kind: 'branch', subject, clauses, start: node.start, end: node.end }
}

/** One side of an `if`; one that is missing stands at the end of the whole. */
function side(doBlock: Node, word: string, pattern: string, scope: Scope): Clause {
  const part = sectionOf(doBlock, word)
  const start = part ? part.start : doBlock.end
  const end = part ? part.end : doBlock.end
  return clauseOf([atom(pattern, start, end)], contentOf(part), scope, start, end)
}

function caseOf(node: Node, scope: Scope, piped: Expr | null): Expr | null {
  const doBlock = blockOf(node.kids)
  const subject = doBlock && subjectOf(node, doBlock, scope, piped)
  if (!subject) return null
  const clauses = lowerClauses(bodyOf(doBlock), scope)
  return { kind: 'branch', subject, clauses, start: node.start, end: node.end }
}

/** `cond`: each condition is its clause's guard. */
function condition(node: Node, scope: Scope): Expr | null {
  const doBlock = blockOf(node.kids)
  if (!doBlock) return null
  const clauses: Clause[] = []
  for (const { patterns, body, start, end } of lowerClauses(bodyOf(doBlock), scope))
    clauses.push({ patterns: none, guard: patterns[0] ?? null, body, start, end })
  return { kind: 'branch', subject: null, clauses: clauses.slice(), start: node.start, end: node.end }
}

function withSteps(node: Node, scope: Scope): Expr | null {
  const { kids, start, end } = node
  const doBlock = blockOf(kids)
  if (!doBlock) return null
  const mark = scope.mark()
  const steps = lowerAll(kids.slice(0, -1), scope)
  const body = lowerBody(bodyOf(doBlock), scope)
  scope.restore(mark)
  const otherwise = lowerClauses(contentOf(sectionOf(doBlock, 'else')), scope)
  return { kind: 'with', steps, body, otherwise, start, end }
}

function receive(node: Node, scope: Scope): Expr | null {
  const { start, end } = node
  const doBlock = blockOf(node.kids)
  if (!doBlock) return null
  const clauses = lowerClauses(bodyOf(doBlock), scope)
  const late = contentOf(sectionOf(doBlock, 'after'))[0]
  const timeout = late?.kind === Kind.clause ? late.kids[0]?.kids[0] : undefined
  if (!late || !timeout) return { kind: 'receive', clauses, timeout: null, after: none, start, end }
  const after = lowerBlock((late.kids[1] as Node).kids, scope)
  return { kind: 'receive', clauses, timeout: lower(timeout, scope), after, start, end }
}

function attempt(node: Node, scope: Scope): Expr | null {
  const { start, end } = node
  const doBlock = blockOf(node.kids)
  if (!doBlock) return null
  const body = guardedBody(doBlock, scope, start, end)
  const only = body[0]
  if (only?.kind === 'try' && only.start === start) return only
  return { kind: 'try', body, clauses: none, catches: none, after: none, start, end }
}

/** What a macro takes as code: its arguments and blocks are kept, under no name. */
function codeAsGiven(node: Node, scope: Scope, isQuoted: boolean): Expr {
  const outside = scope.enterQuote(isQuoted)
  const children = lowerAll(node.kids, scope)
  scope.leave(outside)
  return other(children, node.start, node.end)
}

/** `use` where it is not a statement of a module: a call like others, but for what it imports. */
function useElsewhere(node: Node, scope: Scope): null {
  if (!scope.isQuoted) for (const module of modulesOf(node, scope)) importUsed(module, scope)
  return null
}
