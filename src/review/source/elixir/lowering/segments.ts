import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { other } from './build.ts'
import { lower } from './expressions.ts'
import type { Scope } from './scope.ts'

/** Words of a segment's specification that take an argument. */
const measures = new Set(['size', 'unit'])

/**
 * A segment of `<<…>>`: its value. Its type is left out; a size that is computed stays with the value, so that what it
 * calls is seen. A size that is a number or a variable calls nothing.
 */
export function segment(kid: Node, scope: Scope): Expr {
  const { start, end } = kid
  if (kid.kind === Kind.binary && kid.value === '<-') {
    const pattern = segment(kid.kids[0] as Node, scope)
    return { kind: 'arrow', pattern, value: lower(kid.kids[1] as Node, scope), start, end }
  }
  if (kid.kind !== Kind.binary || kid.value !== '::') return lower(kid, scope)
  const value = lower(kid.kids[0] as Node, scope)
  const sizes: Expr[] = []
  addSizes(kid.kids[1] as Node, scope, sizes)
  if (sizes.length === 0) return value
  return other([value, ...sizes], start, end)
}

/** `binary-size(n)-unit(8)`, `size(n)`, `n * 8`. */
function addSizes(specification: Node, scope: Scope, sizes: Expr[]): void {
  const { kind, value, kids } = specification
  if (kind === Kind.binary && (value === '-' || value === '*')) {
    for (const kid of kids) addSizes(kid, scope, sizes)
  } else if (kind === Kind.call && measures.has(value) && kids.length === 1) {
    const size = kids[0] as Node
    if (!isPlain(size)) sizes.push(lower(size, scope))
  } else if (kind === Kind.unary || kind === Kind.remoteCall || (kind === Kind.call && kids.length > 0)) {
    sizes.push(lower(specification, scope))
  }
}

function isPlain(size: Node): boolean {
  const pinned = size.kind === Kind.unary && size.value === '^' ? (size.kids[0] as Node) : size
  return pinned.kind === Kind.integer || pinned.kind === Kind.identifier
}
