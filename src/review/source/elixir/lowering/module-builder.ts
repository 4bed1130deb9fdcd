import type { Clause, ConstantForm, Expr, FunctionForm, ModuleForm, Span } from '../../form.ts'
import { op } from './build.ts'
import type { Definition } from './definitions.ts'

/** A module's form while its statements are read one by one. */
export class ModuleBuilder {
  readonly behaviours: string[] = []
  readonly uses: ModuleForm['uses'][number][] = []
  readonly constants: ConstantForm[] = []
  readonly body: Expr[] = []
  readonly #defaults = new Map<string, ReadonlyMap<number, Expr>>()
  readonly #functions = new Map<string, FunctionForm & { readonly clauses: Clause[] }>()

  form(name: string, span: Span): ModuleForm {
    const { behaviours, uses, constants, body } = this
    const functions = [...this.#functions.values()]
    return { name, behaviours, uses, functions, constants, body, start: span.start, end: span.end }
  }

  addBehaviour(behaviour: string): void {
    if (!this.behaviours.includes(behaviour)) this.behaviours.push(behaviour)
  }

  /**
   * Clauses of one name and arity are one function, wherever they stand. The defaults of a head without a body go to
   * the parameters of the first clause.
   */
  addFunction({ form: added, defaults }: Definition): void {
    const key = `${added.name}/${added.arity}`
    const known = this.#functions.get(key)
    if (!known) {
      this.#functions.set(key, { ...added, clauses: [...added.clauses] })
      this.#defaults.set(key, defaults)
      return
    }
    for (const clause of added.clauses) {
      const isFirst = known.clauses.length === 0
      known.clauses.push(isFirst ? withDefaults(clause, this.#defaults.get(key)) : clause)
    }
    const minArity = Math.min(known.minArity, added.minArity)
    this.#functions.set(key, { ...known, minArity, end: added.end })
  }
}

function withDefaults(clause: Clause, defaults: ReadonlyMap<number, Expr> | undefined): Clause {
  const patterns = clause.patterns.map((pattern, index) => {
    const value = defaults?.get(index)
    return value ? op('\\\\', [pattern, value], pattern) : pattern
  })
  return { ...clause, patterns }
}
