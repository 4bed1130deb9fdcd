import type { Clause, FunctionForm } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import type { Arities } from './arities.ts'
import { lowerClause } from './clauses.ts'
import type { Headings } from './headings.ts'
import type { Macros } from './macro-definitions.ts'
import type { Scope } from './scope.ts'

/** Name and arity of a clause of a function. */
export interface Signature {
  readonly name: string
  readonly arity: number
}

/**
 * The signature of each clause of a function form. A macro that stands for a whole clause belongs to the function
 * before it, or at the start to the one behind it; `?NAME(X) -> …` takes the name that the macro gives, if the file
 * tells.
 */
export function signaturesOf(node: Node, macros: Macros): Signature[] {
  const first = node.kids.find((clause) => clause.value !== '') ?? (node.kids[0] as Node)
  const signatures: Signature[] = []
  let current = signatureOf(first, macros)
  for (const clause of node.kids) {
    if (clause !== first && clause.value !== '') current = sameOr(current, signatureOf(clause, macros))
    signatures.push(current)
  }
  return signatures
}

function sameOr(before: Signature, next: Signature): Signature {
  return before.name === next.name && before.arity === next.arity ? before : next
}

function signatureOf(clause: Node, macros: Macros): Signature {
  const heads = clause.kids[0] as Node
  const written = clause.value || `?${heads.kids[0]?.value ?? ''}`
  const name = written.startsWith('?') ? (macros.atomOf(written.slice(1)) ?? written) : written
  return { name, arity: clause.value === '' ? 0 : heads.kids.length }
}

interface Gathered extends Signature {
  readonly clauses: Clause[]
}

/** Gathers a module's functions; clauses under different -ifdef branches come together in one function. */
export class Functions {
  private readonly found: Gathered[] = []
  private readonly byName: Arities<Gathered> = new Map()

  /** Throws SyntaxFault where a clause nests too deeply; then none of the form's clauses is kept. */
  add(node: Node, scope: Scope): void {
    const signatures = signaturesOf(node, scope.macros)
    const clauses: Clause[] = []
    for (const [index, kid] of node.kids.entries()) {
      scope.functionName = signatures[index]?.name ?? ''
      clauses.push(lowerClause(kid, scope))
    }
    scope.functionName = ''
    for (const [index, clause] of clauses.entries()) this.place(signatures[index] as Signature).push(clause)
  }

  private place({ name, arity }: Signature): Clause[] {
    let arities = this.byName.get(name)
    if (!arities) {
      arities = []
      this.byName.set(name, arities)
    }
    let gathered = arities[arity]
    if (!gathered) {
      gathered = { name, arity, clauses: [] }
      arities[arity] = gathered
      this.found.push(gathered)
    }
    return gathered.clauses
  }

  /** In order of appearance; a function spans from its first clause to its last. */
  forms({ exports, exportsAll }: Headings, isScript: boolean): FunctionForm[] {
    return this.found.map(({ name, arity, clauses }) => {
      const isMain = isScript && name === 'main' && arity === 1
      return {
        name,
        arity,
        minArity: arity,
        exported: exportsAll || isMain || exports.get(name)?.[arity] === true,
        macro: false,
        clauses: clauses.slice(),
        start: clauses[0]?.start ?? 0,
        end: clauses.at(-1)?.end ?? 0,
      }
    })
  }
}
