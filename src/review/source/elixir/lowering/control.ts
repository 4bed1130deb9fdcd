import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom } from './build.ts'
import { codeAsGiven } from './calls.ts'
import { clauseOf, guardedBody, lowerClauses } from './clauses.ts'
import { comprehension } from './comprehensions.ts'
import { lower, lowerAll, lowerBody } from './expressions.ts'
import type { Scope } from './scope.ts'
import { callParts } from './sections.ts'

type SpecialForm = (node: Node, scope: Scope, piped: Expr | null) => Expr | null

/** The language's own control flow by name; null where a call of that name is not that form. */
export const specialForms: Record<string, SpecialForm | undefined> = Object.assign(Object.create(null), {
  if: (node: Node, scope: Scope, piped: Expr | null) => conditional(node, scope, piped, 'true', 'false'),
  unless: (node: Node, scope: Scope, piped: Expr | null) => conditional(node, scope, piped, 'false', 'true'),
  case: caseOf,
  cond: condition,
  with: withSteps,
  for: comprehension,
  receive,
  try: attempt,
  quote: (node: Node, scope: Scope) => codeAsGiven(node, scope.inner({ quoted: true })),
  unquote: codeAsGiven,
  unquote_splicing: codeAsGiven,
})

/** `if`, and `unless` with its patterns swapped. */
function conditional(node: Node, scope: Scope, piped: Expr | null, met: string, unmet: string): Expr | null {
  const { args, sections } = callParts(node.kids)
  const subject = piped ?? (args[0] ? lower(args[0], scope) : null)
  if (!sections || !subject) return null
  const clauses: Clause[] = []
  for (const [word, pattern] of [
    ['do', met],
    ['else', unmet],
  ] as const) {
    const span = sections.spanOf(word)
    clauses.push(clauseOf([atom(pattern, span)], sections.body(word), scope, span))
  }
  return { kind: 'branch', subject, clauses, start: node.start, end: node.end }
}

function caseOf(node: Node, scope: Scope, piped: Expr | null): Expr | null {
  const { args, sections } = callParts(node.kids)
  const subject = piped ?? (args[0] ? lower(args[0], scope) : null)
  if (!sections || !subject) return null
  const clauses = lowerClauses(sections.body('do'), scope)
  return { kind: 'branch', subject, clauses, start: node.start, end: node.end }
}

/** `cond`: each condition is its clause's guard. */
function condition(node: Node, scope: Scope): Expr | null {
  const { sections } = callParts(node.kids)
  if (!sections) return null
  const clauses = lowerClauses(sections.body('do'), scope).map((clause) => ({
    ...clause,
    patterns: [],
    guard: clause.patterns[0] ?? null,
  }))
  return { kind: 'branch', subject: null, clauses, start: node.start, end: node.end }
}

function withSteps(node: Node, scope: Scope): Expr | null {
  const { args, sections } = callParts(node.kids)
  if (!sections) return null
  const inner = scope.inner()
  return {
    kind: 'with',
    steps: lowerAll(args, inner),
    body: lowerBody(sections.body('do'), inner),
    otherwise: lowerClauses(sections.body('else'), scope),
    start: node.start,
    end: node.end,
  }
}

function receive(node: Node, scope: Scope): Expr | null {
  const { sections } = callParts(node.kids)
  if (!sections) return null
  const after = sections.body('after')[0]
  const [timeoutNode, bodyNode] = after?.kind === Kind.clause ? after.kids : []
  const timeout = timeoutNode?.kids[0]
  return {
    kind: 'receive',
    clauses: lowerClauses(sections.body('do'), scope),
    timeout: timeout ? lower(timeout, scope) : null,
    after: bodyNode ? lowerBody(bodyNode.kids, scope.inner()) : [],
    start: node.start,
    end: node.end,
  }
}

function attempt(node: Node, scope: Scope): Expr | null {
  const { sections } = callParts(node.kids)
  if (!sections) return null
  const body = guardedBody(sections, scope, node)
  const only = body[0]
  if (only?.kind === 'try' && only.start === node.start) return only
  return { kind: 'try', body, clauses: [], catches: [], after: [], start: node.start, end: node.end }
}
