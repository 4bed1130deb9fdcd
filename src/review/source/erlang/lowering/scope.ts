import type { Unread } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'

/** Deepest shared form that is built; long chains of operators nest too. Keeps every walk of it off the stack's end. */
const DEEPEST = 400

/** What names mean in one file. */
export class Scope {
  /** The module that local calls belong to; null in headers and term files, where whoever includes them decides. */
  readonly module: string | null
  /** The module that the file's own functions are listed under. */
  readonly home: string
  /** `name/arity` of the file's functions. */
  readonly functions: ReadonlySet<string>
  /** Module by `name/arity`, from -import. */
  readonly imports: ReadonlyMap<string, string>
  readonly macros: Macros
  readonly unread: Unread[] = []
  /** Name of the function whose clause is being lowered; '' outside. */
  functionName = ''
  private depth = 0

  constructor(
    module: string | null,
    home: string,
    functions: ReadonlySet<string>,
    imports: ReadonlyMap<string, string>,
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
    return this.macros.atoms.get(name) ?? null
  }

  /** A record's name as the parser kept it: `?NAME` where a macro stands for it. */
  recordName(written: string): string {
    return written.startsWith('?') ? (this.atomOf(written.slice(1)) ?? written) : written
  }

  /** Counts levels of the form being built; whoever enters leaves. */
  enter(node: Node, levels = 1): void {
    this.depth += levels
    if (this.depth > DEEPEST) throw new SyntaxFault(`nested more than ${DEEPEST} deep`, node.start)
  }

  leave(levels = 1): void {
    this.depth -= levels
  }

  /** Back to the top level, after a form was given up. */
  reset(): void {
    this.depth = 0
    this.functionName = ''
  }
}

/** What is known of the macros that the file defines. */
export interface Macros {
  /** Macros whose every definition is the same atom. */
  readonly atoms: ReadonlyMap<string, string>
  /** Macros that are never defined with parameters: in `?NAME(X)` the parentheses are a call. */
  readonly withoutParams: ReadonlySet<string>
}
