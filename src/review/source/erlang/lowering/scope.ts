import type { Unread } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import type { Arities } from './arities.ts'
import type { Binding } from './expansion.ts'
import type { Macros } from './macro-definitions.ts'

/** Deepest shared form that is built; long chains of operators nest too. Keeps every walk of it off the stack's end. */
const DEEPEST = 400
/** Most expressions that macros may be expanded to in a file; beyond, `?NAME(X)` stays what it is. */
const MOST_EXPANDED = 100_000

/** What names mean in one file. */
export class Scope {
  /** The module that local calls belong to; null in headers and term files, where whoever includes them decides. */
  readonly module: string | null
  /** The module that the file's own functions are listed under. */
  readonly home: string
  readonly functions: Arities<true>
  /** Module of each function that -import names. */
  readonly imports: Arities<string>
  readonly macros: Macros
  readonly unread: Unread[] = []
  /** Name of the function whose clause is being lowered; '' outside. */
  functionName = ''
  /** What the parameters of the macro being expanded stand for; null outside. */
  parameters: ReadonlyMap<string, Binding> | null = null
  /** Names of the macros being expanded, the outermost first. */
  readonly expanding: string[] = []
  private expandable = MOST_EXPANDED
  private depth = 0

  constructor(
    module: string | null,
    home: string,
    functions: Arities<true>,
    imports: Arities<string>,
    macros: Macros,
  ) {
    this.module = module
    this.home = home
    this.functions = functions
    this.imports = imports
    this.macros = macros
  }

  /** The atom that `?NAME` stands for where the file itself tells. */
  atomOf(name: string): string | null {
    if (name === 'MODULE') return this.module
    if (name === 'FUNCTION_NAME') return this.functionName || null
    return this.macros.atomOf(name)
  }

  /** A record's or field's name as the parser kept it: `?NAME` where a macro, or a macro's parameter, stands for it. */
  nameIn(written: string): string {
    if (written.startsWith('?')) return this.atomOf(written.slice(1)) ?? written
    return this.parameters?.get(written)?.given.value || written
  }

  /** Counts levels of the form being built, and what macros add to it; whoever enters leaves. */
  enter(node: Node, levels = 1): void {
    this.depth += levels
    if (this.depth > DEEPEST) throw new SyntaxFault(`nested more than ${DEEPEST} deep`, node.start)
    if (this.parameters) this.expandable--
  }

  leave(levels = 1): void {
    this.depth -= levels
  }

  /** Whether the macro may be expanded here: it is in no expansion of itself, and there is room. */
  mayExpand(name: string): boolean {
    return this.expandable > 0 && this.depth < DEEPEST / 2 && !this.expanding.includes(name)
  }

  /** Back to the top level, after a form was given up. */
  reset(): void {
    this.depth = 0
    this.functionName = ''
    this.parameters = null
    this.expanding.length = 0
  }
}
