import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'

/** What the file's own -define forms say of a macro name. */
interface Definitions {
  readonly all: Node[]
  withParams: boolean
}

/** The macros that a file defines. */
export class Macros {
  private readonly byName = new Map<string, Definitions>()

  define(node: Node): void {
    const known = this.byName.get(node.value)
    const withParams = hasParams(node)
    if (!known) this.byName.set(node.value, { all: [node], withParams })
    else {
      known.all.push(node)
      known.withParams ||= withParams
    }
  }

  /** The atom that `?NAME` stands for where every definition says the same; null otherwise. */
  atomOf(name: string): string | null {
    const known = this.byName.get(name)
    if (!known) return null
    let atom: string | null = null
    for (const node of known.all) {
      const only = single(node)
      if (only?.kind !== Kind.atom || (atom !== null && atom !== only.value)) return null
      atom = only.value
    }
    return atom
  }

  /** Whether the macro is defined, and never with parameters: in `?NAME(X)` the parentheses are then a call. */
  isWithoutParams(name: string): boolean {
    const known = this.byName.get(name)
    return known !== undefined && !known.withParams
  }

  /** `m:f` where `?NAME` stands for that, so that `?NAME(X)` calls it; null otherwise. */
  remoteOf(name: string): Node | null {
    const known = this.byName.get(name)
    const only = known?.all.length === 1 ? single(known.all[0] as Node) : undefined
    return only?.kind === Kind.remote ? only : null
  }

  /** The one definition of `?NAME(…)` with that many arguments if it is one expression; null where there are more. */
  functionOf(name: string, arity: number): Node | null {
    const known = this.byName.get(name)
    if (!known?.withParams) return null
    let found: Node | null = null
    for (const node of known.all) {
      if (!hasParams(node) || node.kids[0]?.kids.length !== arity) continue
      if (found || !single(node)) return null
      found = node
    }
    return found
  }
}

/** `-define(NAME(), …)` has parameters too: none of them. */
function hasParams(node: Node): boolean {
  const params = node.kids[0] as Node
  return params.end > params.start
}

function single(node: Node): Node | undefined {
  const meaning = node.kids[1] as Node
  return meaning.kind === Kind.body && meaning.kids.length === 1 ? meaning.kids[0] : undefined
}
