import type {
  Branch,
  Call,
  Clause,
  ConstantForm,
  Expr,
  FileForm,
  FunctionForm,
  ModuleForm,
  Op,
} from '../form.ts'
import { type Ancestor, visitAll, visitClause } from '../walk.ts'
import { indexOf } from './clause-index.ts'
import type { PathClass } from './path-class.ts'

/** A file as the rules see it. `text` was decoded as latin1, so offsets are bytes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly form: FileForm
  readonly pathClass: PathClass
  /** Inside the paths that were asked for; the others are context. */
  readonly inScope: boolean
}

/** Where code runs: one clause of one function, or (fn null) a module's or a file's own expressions. */
export interface Frame {
  readonly file: SourceFile
  readonly module: ModuleForm | null
  readonly fn: FunctionForm | null
  readonly clause: Clause
  /** The call that led here, when a value is being followed into a callee. */
  readonly caller: Site<Call> | null
}

export interface Site<E extends Expr = Expr> {
  readonly expr: E
  readonly frame: Frame
}

export interface Definition {
  readonly file: SourceFile
  readonly module: ModuleForm
  readonly fn: FunctionForm
}

const comparing = new Set(['<', '>', '<=', '>=', '==', '===', '!=', '!=='])

function add<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key)
  if (known) known.push(value)
  else index.set(key, [value])
}

/** By module, then by name: two look-ups cost less than a key that is put together for each. */
type ByName<V> = Map<string, Map<string, V[]>>

function addNamed<V>(index: ByName<V>, module: string, name: string, value: V): void {
  const known = index.get(module)
  if (known) add(known, name, value)
  else index.set(module, new Map([[name, [value]]]))
}

/** All files joined: who defines what, who calls whom, what is compared. Built once, read by every rule. */
export class Program {
  readonly files: readonly SourceFile[]
  /** What runs the code and is no code: manifests, vm.args, container files; text with an empty form. */
  readonly documents: readonly SourceFile[]
  readonly #definitions: ByName<Definition> = new Map()
  readonly #byModule = new Map<string, Site<Call>[]>()
  readonly #calls: ByName<Site<Call>> = new Map()
  readonly #comparisons: Site<Op>[] = []
  readonly #branches: Site<Branch>[] = []
  readonly #headerConstants = new Map<string, ConstantForm[]>()
  readonly #atoms = new Map<string, Site[]>()

  constructor(
    files: readonly SourceFile[],
    watchedAtoms: readonly string[] = [],
    documents: readonly SourceFile[] = [],
  ) {
    this.files = files
    this.documents = documents
    for (const name of watchedAtoms) this.#atoms.set(name, [])
    for (const file of files) this.#join(file)
  }

  #join(file: SourceFile): void {
    for (const constant of file.form.constants) add(this.#headerConstants, constant.name, constant)
    this.#read(file, null, null, bodyClause(file.form.body))
    for (const module of file.form.modules) {
      const values = module.constants.map((constant) => constant.value)
      this.#read(file, module, null, bodyClause([...values, ...module.body]))
      for (const fn of module.functions) {
        addNamed(this.#definitions, module.name, fn.name, { file, module, fn })
        for (const clause of fn.clauses) this.#read(file, module, fn, clause)
      }
    }
  }

  #read(file: SourceFile, module: ModuleForm | null, fn: FunctionForm | null, clause: Clause): void {
    const frame: Frame = { file, module, fn, clause, caller: null }
    visitClause(clause, (expr) => {
      if (expr.kind === 'call' && expr.module !== null) {
        const site = { expr, frame }
        this.#keepFirst(expr.module, site)
        addNamed(this.#calls, expr.module, expr.name, site)
      } else if (expr.kind === 'op' && comparing.has(expr.op)) this.#comparisons.push({ expr, frame })
      else if (expr.kind === 'branch') this.#branches.push({ expr, frame })
      else if (expr.kind === 'atom') this.#atoms.get(expr.name)?.push({ expr, frame })
    })
  }

  /** Calls of `module:name` with any number of arguments, in the order of files. */
  callsOf(module: string, name: string): readonly Site<Call>[] {
    return this.#calls.get(module)?.get(name) ?? []
  }

  /** A few calls of any function of a module, enough to show that and where it is used. */
  firstCalls(module: string): readonly Site<Call>[] {
    return this.#byModule.get(module) ?? []
  }

  #keepFirst(module: string, site: Site<Call>): void {
    const known = this.#byModule.get(module)
    if (!known || known.length < 50) add(this.#byModule, module, site)
  }

  callersOf(module: string, fn: FunctionForm): readonly Site<Call>[] {
    return this.callsOf(module, fn.name).filter(
      ({ expr }) => expr.args.length >= fn.minArity && expr.args.length <= fn.arity,
    )
  }

  comparisons(): readonly Site<Op>[] {
    return this.#comparisons
  }

  branches(): readonly Site<Branch>[] {
    return this.#branches
  }

  /** Where an atom stands; only for the atoms that were named when the program was built. */
  atoms(name: string): readonly Site[] {
    return this.#atoms.get(name) ?? []
  }

  definitions(module: string, name: string, arity: number): readonly Definition[] {
    const named = this.#definitions.get(module)?.get(name)
    if (!named) return []
    // Nearly always there is one, and it is the one.
    return named.every((each) => takes(each, arity)) ? named : named.filter((each) => takes(each, arity))
  }

  /** Every module-level constant with the frame in which its value is read. */
  *constants(): Iterable<{ readonly constant: ConstantForm; readonly frame: Frame }> {
    for (const file of this.files) {
      for (const module of file.form.modules) {
        const frame: Frame = { file, module, fn: null, clause: bodyClause(module.body), caller: null }
        for (const constant of module.constants) yield { constant, frame }
      }
    }
  }

  *functions(): Iterable<Definition> {
    for (const file of this.files) {
      for (const module of file.form.modules) {
        for (const fn of module.functions) yield { file, module, fn }
      }
    }
  }

  /**
   * The definition of a constant that is in force at `offset`: of the module itself, or of a header when exactly
   * one header defines that name (two may differ, and guessing would be wrong).
   */
  constantAt(frame: Frame, name: string, offset: number): ConstantForm | null {
    let found: ConstantForm | null = null
    for (const constant of frame.module?.constants ?? frame.file.form.constants) {
      if (constant.name === name && (found === null || constant.start < offset)) found = constant
    }
    if (found) return found
    const headers = this.#headerConstants.get(name) ?? []
    return headers.length === 1 ? (headers[0] ?? null) : null
  }
}

function takes({ fn }: Definition, arity: number): boolean {
  return arity >= fn.minArity && arity <= fn.arity
}

/** What stands above an expression in its frame, outermost first. */
export function ancestorsOf(site: Site): readonly Ancestor[] {
  return indexOf(site.frame.clause).above(site.expr)
}

function bodyClause(body: readonly Expr[]): Clause {
  let end = 0
  visitAll(body, (expr) => {
    end = Math.max(end, expr.end)
  })
  return { patterns: [], guard: null, body, start: body[0]?.start ?? 0, end }
}
