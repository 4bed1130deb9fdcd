import type { Clause, ConstantForm, Expr, FunctionForm, ModuleForm } from '../../form.ts'
import { none, op } from './build.ts'
import type { Definition } from './definitions.ts'

/** A function while its clauses are gathered. */
interface Gathered {
  readonly first: Definition
  readonly clauses: Clause[]
  minArity: number
  end: number
}

/** A module's form while its statements are read one by one. */
export class ModuleBuilder {
  readonly behaviours: string[] = []
  readonly uses: ModuleForm['uses'][number][] = []
  readonly constants: ConstantForm[] = []
  readonly body: Expr[] = []
  private readonly functions = new Map<string, Gathered>()

  form(name: string, start: number, end: number): ModuleForm {
    return {
      name,
      behaviours: exact(this.behaviours),
      uses: exact(this.uses),
      functions: this.functionForms(),
      constants: exact(this.constants),
      body: exact(this.body),
      start,
      end,
    }
  }

  addBehaviour(behaviour: string): void {
    if (!this.behaviours.includes(behaviour)) this.behaviours.push(behaviour)
  }

  /**
   * Clauses of one name and arity are one function, wherever they stand. The defaults of a head without a body go to
   * the parameters of the first clause.
   */
  addFunction(added: Definition): void {
    const key = `${added.name}/${added.arity}`
    const known = this.functions.get(key)
    if (!known) {
      const { minArity, end } = added
      this.functions.set(key, { first: added, clauses: added.clauses.slice(), minArity, end })
      return
    }
    for (const clause of added.clauses) {
      const isFirst = known.clauses.length === 0
      known.clauses.push(isFirst ? withDefaults(clause, known.first.defaults) : clause)
    }
    known.minArity = Math.min(known.minArity, added.minArity)
    known.end = added.end
  }

  private functionForms(): readonly FunctionForm[] {
    const forms: FunctionForm[] = []
    for (const { first, clauses, minArity, end } of this.functions.values()) {
      const { name, arity, exported, macro, start } = first
      forms.push({ name, arity, minArity, exported, macro, clauses: exact(clauses), start, end })
    }
    return exact(forms)
  }
}

/** Without the room to grow that an array keeps; what is empty is one array. */
function exact<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? none : items.slice()
}

function withDefaults(clause: Clause, defaults: ReadonlyMap<number, Expr> | null): Clause {
  if (!defaults) return clause
  const patterns = clause.patterns.map((pattern, index) => {
    const value = defaults.get(index)
    return value ? op('\\\\', [pattern, value], pattern.start, pattern.end) : pattern
  })
  return { ...clause, patterns }
}
