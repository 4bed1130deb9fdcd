import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'

const binding = new Set(['=', '<-', '\\\\'])

/** Every name that some pattern inside `definition` binds: parameters, left sides of `=` and `<-`, heads of clauses. */
export function boundNames(definition: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const head = definition.kids[0]
  if (head) addNames(head, names)
  const waiting: Node[] = [definition]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const first = node.kids[0]
    const binds = node.kind === Kind.clause || (node.kind === Kind.binary && binding.has(node.value))
    if (binds && first) addNames(first, names)
    for (const kid of node.kids) waiting.push(kid)
  }
  return names
}

function addNames(pattern: Node, names: Set<string>): void {
  const waiting: Node[] = [pattern]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === Kind.identifier) names.add(node.value)
    for (const kid of node.kids) waiting.push(kid)
  }
}
