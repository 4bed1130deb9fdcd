import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lowerClauses } from './clauses.ts'
import { lower, lowerAll } from './lower.ts'
import { nothing } from './rows.ts'
import type { Scope } from './scope.ts'

export function lowerCase(node: Node, scope: Scope): Expr {
  return {
    kind: 'branch',
    subject: lower(node.kids[0] as Node, scope),
    clauses: lowerClauses(node.kids, scope, 1),
    start: node.start,
    end: node.end,
  }
}

export function lowerIfs(node: Node, scope: Scope): Expr {
  const clauses = lowerClauses(node.kids, scope)
  return { kind: 'branch', subject: null, clauses, start: node.start, end: node.end }
}

export function lowerReceive(node: Node, scope: Scope): Expr {
  const last = node.kids.at(-1)
  const timeout = last?.kind === Kind.timeout ? last : null
  const [time, steps] = (timeout?.kids ?? nothing) as [Node?, Node?]
  const clauses = lowerClauses(node.kids, scope, 0, node.kids.length - (timeout ? 1 : 0))
  return {
    kind: 'receive',
    clauses,
    timeout: time ? lower(time, scope) : null,
    after: steps ? lowerAll(steps.kids, scope) : nothing,
    start: node.start,
    end: node.end,
  }
}

/** Patterns of a catch clause are class, reason, stack trace as far as they are written; a lone one is a throw. */
export function lowerTry(node: Node, scope: Scope): Expr {
  const [tried, matched, caught, last] = node.kids as [Node, Node, Node, Node]
  return {
    kind: 'try',
    body: lowerAll(tried.kids, scope),
    clauses: lowerClauses(matched.kids, scope),
    catches: lowerClauses(caught.kids, scope),
    after: lowerAll(last.kids, scope),
    start: node.start,
    end: node.end,
  }
}

/** `catch E` catches whatever E raises. */
export function lowerCatching(node: Node, scope: Scope): Expr {
  const { start, end } = node
  const word = { start, end: start + 'catch'.length }
  const everything: Clause = {
    patterns: [{ kind: 'var', name: '_', ...word }],
    guard: null,
    body: nothing,
    ...word,
  }
  return {
    kind: 'try',
    body: lowerAll(node.kids, scope),
    clauses: nothing,
    catches: [everything],
    after: nothing,
    start,
    end,
  }
}

export function lowerFun(node: Node, scope: Scope): Expr {
  return { kind: 'fun', clauses: lowerClauses(node.kids, scope), start: node.start, end: node.end }
}
