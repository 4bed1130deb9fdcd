import type { ModuleForm, Unread } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { boundNames } from './bound-names.ts'
import { Callee } from './callee.ts'
import type { FunctionNames } from './function-names.ts'

/** Which functions of a module can be called by their name alone. */
interface Import {
  /** Null for what a `use` may bring that is not known. */
  readonly module: string | null
  /** Null for the whole module. */
  readonly only: FunctionNames | null
  readonly except: FunctionNames | null
}

/** How to take back one alias or, where `name` is null, one import. */
interface Change {
  readonly name: string | null
  readonly previous: string | undefined
}

/** What is set aside while something inside a module or a quote is lowered. */
interface Surroundings {
  readonly module: string | null
  readonly defines: FunctionNames | null
  readonly definition: Node | null
  readonly isQuoted: boolean
  readonly callees: Map<string, Callee>
  readonly mark: number
}

/**
 * What one file collects while it is lowered, and the names in reach at the place where that stands. There is one of
 * it for a file: aliases and imports are lexical, so whoever enters a block takes a `mark` and goes back to it.
 */
export class Scope {
  readonly text: string
  /** Without a byte of 128 or more, latin1 and UTF-8 are the same. */
  readonly isAscii: boolean
  readonly modules: ModuleForm[] = []
  readonly unread: Unread[]
  /** How deep the expression that is being lowered is nested. */
  depth = 0
  /** The module whose body is being lowered, and every function that it defines. */
  module: string | null = null
  defines: FunctionNames | null = null
  /** The `def` around this place. */
  definition: Node | null = null
  /** Inside `quote`: code for another module. */
  isQuoted = false
  readonly imports: Import[] = []
  private readonly aliases = new Map<string, string>()
  private readonly changes: Change[] = []
  /** Dotted names as the aliases of this place resolve them. */
  private readonly resolved = new Map<string, string>()
  /** What names mean when they are called at this place. */
  private callees = new Map<string, Callee>()
  private readonly bound = new Map<Node, ReadonlySet<string>>()

  constructor(text: string, unread: readonly Unread[]) {
    this.text = text
    this.isAscii = Buffer.byteLength(text, 'utf8') === text.length
    this.unread = unread.slice()
  }

  /** Aliases and imports up to here; `restore` forgets those that came later. */
  mark(): number {
    return this.changes.length
  }

  restore(mark: number): void {
    if (this.changes.length > mark) this.takeBack(mark)
  }

  addAlias(name: string, module: string): void {
    this.changes.push({ name, previous: this.aliases.get(name) })
    this.aliases.set(name, module)
    this.resolved.clear()
  }

  addImport(imported: Import): void {
    this.changes.push({ name: null, previous: undefined })
    this.imports.push(imported)
    this.callees = new Map()
  }

  /** The module that `A.B` means here: its first part may be an alias. */
  resolve(dotted: string): string {
    let module = this.resolved.get(dotted)
    if (module === undefined) {
      module = this.resolveAnew(dotted)
      this.resolved.set(dotted, module)
    }
    return module
  }

  /** What `name`, as it stands in the file, means when it is called here. */
  callee(name: string): Callee {
    let callee = this.callees.get(name)
    if (callee === undefined) {
      callee = new Callee(name, this)
      this.callees.set(name, callee)
    }
    return callee
  }

  /** True where the module itself defines the function. */
  definesOwn(name: string, arity: number): boolean {
    return this.defines !== null && !this.isQuoted && this.defines.has(name, arity)
  }

  /** True where a pattern in the `def` around this place binds the name. */
  isBound(name: string): boolean {
    if (!this.definition) return false
    let names = this.bound.get(this.definition)
    if (!names) {
      names = boundNames(this.definition)
      this.bound.set(this.definition, names)
    }
    return names.has(name)
  }

  /** Goes into a module; what comes back is for `leave`. */
  enterModule(module: string, defines: FunctionNames): Surroundings {
    const outside = this.surroundings()
    this.module = module
    this.defines = defines
    this.definition = null
    this.callees = new Map()
    return outside
  }

  /** Goes into `quote`, or out of it into `unquote`. */
  enterQuote(isQuoted: boolean): Surroundings {
    const outside = this.surroundings()
    if (isQuoted !== this.isQuoted) {
      this.isQuoted = isQuoted
      this.callees = new Map()
    }
    return outside
  }

  leave(outside: Surroundings): void {
    this.restore(outside.mark)
    this.module = outside.module
    this.defines = outside.defines
    this.definition = outside.definition
    this.isQuoted = outside.isQuoted
    this.callees = outside.callees
  }

  surroundings(): Surroundings {
    const { module, defines, definition, isQuoted, callees } = this
    return { module, defines, definition, isQuoted, callees, mark: this.changes.length }
  }

  private resolveAnew(dotted: string): string {
    const dot = dotted.indexOf('.')
    const first = dot < 0 ? dotted : dotted.slice(0, dot)
    if (first === 'Elixir') return dot < 0 ? dotted : dotted.slice(dot + 1)
    const module = this.aliases.get(first)
    if (module === undefined) return dotted
    return dot < 0 ? module : module + dotted.slice(dot)
  }

  private takeBack(mark: number): void {
    while (this.changes.length > mark) {
      const { name, previous } = this.changes.pop() as Change
      if (name === null) {
        this.imports.pop()
        this.callees = new Map()
      } else if (previous === undefined) this.aliases.delete(name)
      else this.aliases.set(name, previous)
    }
    this.resolved.clear()
  }
}
