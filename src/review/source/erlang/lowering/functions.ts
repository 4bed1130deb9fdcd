import type { Clause, FunctionForm } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { lowerClause } from './clauses.ts'
import type { Headings } from './headings.ts'
import type { Scope } from './scope.ts'

/** Name and arity of a clause of a function. */
export interface Signature {
  readonly name: string
  readonly arity: number
}

/**
 * The signature of each clause of a function form. A macro that stands for a whole clause belongs to the function
 * before it; `?NAME(X) -> …` takes the name that the macro gives, if the file tells.
 */
export function signaturesOf(node: Node, atoms: ReadonlyMap<string, string>): Signature[] {
  const signatures: Signature[] = []
  for (const clause of node.kids) {
    const before = signatures.at(-1)
    const written = clause.value
    if (written === '' && before) signatures.push(before)
    else {
      const name = written.startsWith('?') ? (atoms.get(written.slice(1)) ?? written) : written
      signatures.push({ name, arity: clause.kids[0]?.kids.length ?? 0 })
    }
  }
  return signatures
}

/** Gathers a module's functions; clauses under different -ifdef branches come together in one function. */
export class Functions {
  private readonly found = new Map<string, { signature: Signature; clauses: Clause[] }>()

  /** Throws SyntaxFault where a clause nests too deeply; then none of the form's clauses is kept. */
  add(node: Node, scope: Scope): void {
    const signatures = signaturesOf(node, scope.macros.atoms)
    const clauses = node.kids.map((kid, index) => {
      scope.functionName = signatures[index]?.name ?? ''
      return lowerClause(kid, scope)
    })
    scope.functionName = ''
    for (const [index, clause] of clauses.entries()) {
      const signature = signatures[index] as Signature
      const key = `${signature.name}/${signature.arity}`
      const known = this.found.get(key)
      if (known) known.clauses.push(clause)
      else this.found.set(key, { signature, clauses: [clause] })
    }
  }

  /** In order of appearance; a function spans from its first clause to its last. */
  forms({ exports, exportsAll }: Headings, isScript: boolean): FunctionForm[] {
    return [...this.found].map(
      ([
        key,
        {
          signature: { name, arity },
          clauses,
        },
      ]) => ({
        name,
        arity,
        minArity: arity,
        exported: exportsAll || exports.has(key) || (isScript && key === 'main/1'),
        macro: false,
        clauses,
        start: clauses[0]?.start ?? 0,
        end: clauses.at(-1)?.end ?? 0,
      }),
    )
  }
}
