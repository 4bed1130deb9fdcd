import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { none } from './build.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** `name(params) when guard` of a definition, taken apart. */
export interface Head {
  readonly name: string
  readonly params: readonly Node[]
  readonly guard: Node | null
  /** How many parameters have a default. */
  readonly defaults: number
}

export function headOf(definition: Node, scope: Scope): Head {
  let head = definition.kids[0] as Node
  let guard: Node | null = null
  if (head.kind === Kind.binary && head.value === 'when') {
    guard = head.kids[1] as Node
    head = head.kids[0] as Node
  }
  const params = paramsOf(head)
  let defaults = 0
  for (let i = 0; i < params.length; i++) if (hasDefault(params[i] as Node)) defaults++
  return { name: nameOf(head, scope), params, guard, defaults }
}

/** `param \\ default`. */
export function hasDefault(param: Node): boolean {
  return param.kind === Kind.binary && param.value === '\\\\'
}

/** `def a + b` defines an operator; `def unquote(name)(a)` has its name computed. */
function paramsOf(head: Node): readonly Node[] {
  switch (head.kind) {
    case Kind.call:
      return head.value === 'unquote' ? none : head.kids
    case Kind.callResult:
      return head.kids.slice(1)
    case Kind.binary:
    case Kind.unary:
      return head.kids
  }
  return none
}

function nameOf(head: Node, scope: Scope): string {
  if (head.kind === Kind.callResult) return written(head.kids[0] as Node, scope)
  if (head.kind === Kind.call && head.value === 'unquote') return written(head, scope)
  return decoded(head.value, scope.isAscii)
}

/** A computed name is given as it stands in the file. */
function written(name: Node, scope: Scope): string {
  return decoded(scope.text.slice(name.start, name.end), scope.isAscii)
}
