import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'

/** Every name that some pattern inside `definition` binds: parameters, left sides of `=` and `<-`, heads of clauses. */
export function boundNames(definition: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const head = definition.kids[0]
  if (head) addNames(head, names)
  const waiting: Node[] = [definition]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { kids } = node
    if (kids.length > 0 && binds(node)) addNames(kids[0] as Node, names)
    for (let i = 0; i < kids.length; i++) {
      const kid = kids[i] as Node
      if (kid.kids.length > 0) waiting.push(kid)
    }
  }
  return names
}

function binds(node: Node): boolean {
  if (node.kind === Kind.clause) return true
  if (node.kind !== Kind.binary) return false
  return node.value === '=' || node.value === '<-' || node.value === '\\\\'
}

/** Without recursion: a chain of operators in a pattern is as deep as it is long. */
function addNames(pattern: Node, names: Set<string>): void {
  const waiting: Node[] = [pattern]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === Kind.identifier) names.add(node.value)
    for (const kid of node.kids) waiting.push(kid)
  }
}
