import type { ModuleForm, Unread } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { boundNames } from './bound-names.ts'
import { kernelNames } from './kernel-names.ts'

/** What one file collects while it is lowered. */
export interface FileContext {
  readonly text: string
  readonly modules: ModuleForm[]
  readonly unread: Unread[]
  depth: number
  /** Names that the patterns of a definition bind, by definition. */
  readonly bound: Map<Node, ReadonlySet<string>>
}

/** The module whose body is being lowered; `defines` has every `name/arity` that it defines. */
interface ModuleContext {
  readonly name: string
  readonly defines: ReadonlySet<string>
}

interface Import {
  readonly module: string
  /** `name/arity`; null for the whole module. */
  readonly only: ReadonlySet<string> | null
  readonly except: ReadonlySet<string>
}

const none: readonly Import[] = []

/** Names in reach at one place: aliases and imports are lexical, so each block has a scope of its own. */
export class Scope {
  readonly file: FileContext
  readonly module: ModuleContext | null
  /** The `def` around this place. */
  readonly definition: Node | null
  /** Inside `quote`: code for another module. */
  readonly quoted: boolean
  private readonly parent: Scope | null
  private aliases: Map<string, string> | null = null
  private imports: Import[] | null = null

  constructor(
    file: FileContext,
    parent: Scope | null,
    change: Partial<Pick<Scope, 'module' | 'definition' | 'quoted'>>,
  ) {
    this.file = file
    this.parent = parent
    this.module = change.module ?? parent?.module ?? null
    this.definition = change.definition ?? parent?.definition ?? null
    this.quoted = change.quoted ?? parent?.quoted ?? false
  }

  /** A scope inside this one. */
  inner(change: Partial<Pick<Scope, 'module' | 'definition' | 'quoted'>> = {}): Scope {
    return new Scope(this.file, this, change)
  }

  addAlias(name: string, module: string): void {
    this.aliases ??= new Map()
    this.aliases.set(name, module)
  }

  addImport(module: string, only: ReadonlySet<string> | null, except: ReadonlySet<string>): void {
    this.imports ??= []
    this.imports.push({ module, only, except })
  }

  /** The module that `A.B` means here: its first part may be an alias. */
  resolve(dotted: string): string {
    const dot = dotted.indexOf('.')
    const first = dot < 0 ? dotted : dotted.slice(0, dot)
    const rest = dot < 0 ? '' : dotted.slice(dot)
    if (first === 'Elixir') return rest === '' ? dotted : rest.slice(1)
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const module = scope.aliases?.get(first)
      if (module !== undefined) return module + rest
    }
    return dotted
  }

  /** True where the module itself defines `name/arity`. */
  defines(name: string, arity: number): boolean {
    return this.module?.defines.has(`${name}/${arity}`) ?? false
  }

  /** True for a name alone that calls a function without arguments: one exists, and no pattern around it binds the name. */
  isCall(name: string): boolean {
    if (!this.defines(name, 0) && !kernelNames.has(`${name}/0`)) return false
    if (!this.definition) return true
    let names = this.file.bound.get(this.definition)
    if (!names) {
      names = boundNames(this.definition)
      this.file.bound.set(this.definition, names)
    }
    return !names.has(name)
  }

  /**
   * The module of a function called by its name alone: the module's own, one imported by name, Kernel's, else taken for
   * the module's own. Outside modules the only module imported as a whole; null where that is not known.
   */
  moduleOf(name: string, arity: number): string | null {
    if (this.module && this.defines(name, arity)) return this.module.name
    const key = `${name}/${arity}`
    let whole: string | null = null
    let wholes = 0
    let fromKernel = kernelNames.has(key)
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      for (const { module, only, except } of scope.imports ?? none) {
        if (module === 'Kernel') fromKernel &&= only ? only.has(key) : !except.has(key)
        else if (only?.has(key)) return module
        else if (!only && !except.has(key)) {
          whole = module
          wholes++
        }
      }
    }
    if (fromKernel) return 'Kernel'
    if (this.module) return this.module.name
    return wholes === 1 ? whole : null
  }
}
