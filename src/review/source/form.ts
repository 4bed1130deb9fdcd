/**
 * The shared form: what both languages are lowered to, modelled on Erlang's abstract format.
 * A rule sees this and never raw syntax, so it is written once. `start` and `end` are byte offsets into the
 * file (end exclusive). Modules and atoms are both `atom`: `:rpc` is 'rpc', `MyApp.Leader` is 'MyApp.Leader'.
 */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Language = 'elixir' | 'erlang'

export interface Clause extends Span {
  /** Function head, case pattern, fun parameters; empty for `cond`, Erlang's `if` and `after`. */
  readonly patterns: readonly Expr[]
  readonly guard: Expr | null
  readonly body: readonly Expr[]
}

export interface Atom extends Span {
  readonly kind: 'atom'
  readonly name: string
}
/** `value` is NaN where the literal does not fit a double exactly. A char is its code point. */
export interface Integer extends Span {
  readonly kind: 'integer'
  readonly value: number
}
export interface Float extends Span {
  readonly kind: 'float'
  readonly value: number
}
/** String, charlist, sigil, heredoc; `value` is null and `parts` filled where it interpolates. */
export interface Text extends Span {
  readonly kind: 'text'
  readonly value: string | null
  readonly parts: readonly Expr[]
}
export interface Var extends Span {
  readonly kind: 'var'
  readonly name: string
}
export interface Tuple extends Span {
  readonly kind: 'tuple'
  readonly items: readonly Expr[]
}
/** Keyword lists are lists of two-tuples with an atom first, as in the language. */
export interface List extends Span {
  readonly kind: 'list'
  readonly items: readonly Expr[]
  readonly tail: Expr | null
}
/** Map, struct or record; `struct` names the struct or record, `base` is what an update starts from. */
export interface MapExpr extends Span {
  readonly kind: 'map'
  readonly struct: string | null
  readonly base: Expr | null
  readonly entries: readonly { readonly key: Expr; readonly value: Expr }[]
}
/** `<<…>>` with anything but one plain string; the segments' values. */
interface Binary extends Span {
  readonly kind: 'binary'
  readonly items: readonly Expr[]
}
/**
 * A call whose function is known by name. `module` is resolved through alias, import and `?MODULE`/`__MODULE__`
 * and canonical (canonical.ts): `Node.list()` and `nodes()` are both erlang:nodes/0. A call of a function of the
 * same module carries that module's name. `module` is null where it is computed; then `target` is the expression.
 * A pipe has been folded in: `a |> f(b)` is f(a, b).
 */
export interface Call extends Span {
  readonly kind: 'call'
  readonly module: string | null
  readonly target: Expr | null
  readonly name: string
  readonly args: readonly Expr[]
}
/** A fun applied: `f.(x)`, `F(X)`. */
export interface Apply extends Span {
  readonly kind: 'apply'
  readonly fun: Expr
  readonly args: readonly Expr[]
}
/**
 * One spelling for both languages: + - * / div rem ++ -- <> == != === !== < > <= >= and or not in .. = (never) bnot …
 * Elixir's `and`/`&&` and Erlang's `andalso`/`and` are 'and'; `or` likewise; Erlang's `=<` is '<=', `=:=` is '===',
 * `/=` is '!=', `=/=` is '!=='; `!x` and `not x` are 'not'. `div(a, b)` and `A div B` are op 'div'; `rem` likewise.
 */
export interface Op extends Span {
  readonly kind: 'op'
  readonly op: string
  readonly args: readonly Expr[]
}
export interface Match extends Span {
  readonly kind: 'match'
  readonly pattern: Expr
  readonly value: Expr
}
export interface Block extends Span {
  readonly kind: 'block'
  readonly body: readonly Expr[]
}
/**
 * case, if, unless, cond, Erlang's if. `if c` has subject c and clauses with pattern atom true / atom false
 * (false also stands for nil); `unless` has them swapped. cond and Erlang's if have subject null and each
 * condition as the guard. A missing else is a clause with an empty body.
 */
export interface Branch extends Span {
  readonly kind: 'branch'
  readonly subject: Expr | null
  readonly clauses: readonly Clause[]
}
/** `with` and Erlang's `maybe`: steps in order (match `=`, or `<-`/`?=` as Arrow), then the body, then else clauses. */
interface With extends Span {
  readonly kind: 'with'
  readonly steps: readonly Expr[]
  readonly body: readonly Expr[]
  readonly otherwise: readonly Clause[]
}
/** `pattern <- source` in with, for and comprehensions; `?=` in maybe. */
interface Arrow extends Span {
  readonly kind: 'arrow'
  readonly pattern: Expr
  readonly value: Expr
}
interface Receive extends Span {
  readonly kind: 'receive'
  readonly clauses: readonly Clause[]
  readonly timeout: Expr | null
  readonly after: readonly Expr[]
}
/** `rescue` clauses are catches whose pattern is the rescued value. */
interface Try extends Span {
  readonly kind: 'try'
  readonly body: readonly Expr[]
  readonly clauses: readonly Clause[]
  readonly catches: readonly Clause[]
  readonly after: readonly Expr[]
}
/** `fn`, `fun`, and captures with `&1` (patterns are then vars named '&1', '&2' …). */
export interface Fun extends Span {
  readonly kind: 'fun'
  readonly clauses: readonly Clause[]
}
/** `&Mod.f/1`, `fun f/1`: resolved like a call; `target` is the module's expression where it is computed. */
interface FunRef extends Span {
  readonly kind: 'funref'
  readonly module: string | null
  readonly target: Expr | null
  readonly name: string
  readonly arity: number
}
/** Generators (Arrow) and filters in order, then the body. */
export interface Comprehension extends Span {
  readonly kind: 'comprehension'
  readonly steps: readonly Expr[]
  readonly body: readonly Expr[]
}
/** `x.name` without parentheses, `R#rec.name`. */
interface Field extends Span {
  readonly kind: 'field'
  readonly of: Expr
  readonly name: string
}
/** A module constant being read: Elixir `@name`, Erlang `?NAME` or `?NAME(args)`. */
interface Constant extends Span {
  readonly kind: 'constant'
  readonly name: string
  readonly args: readonly Expr[]
}
/** Whatever has no form of its own (quote, sigils of macros, unread bytes): children are still visited. */
export interface Other extends Span {
  readonly kind: 'other'
  readonly children: readonly Expr[]
}

export type Expr =
  | Atom
  | Integer
  | Float
  | Text
  | Var
  | Tuple
  | List
  | MapExpr
  | Binary
  | Call
  | Apply
  | Op
  | Match
  | Block
  | Branch
  | With
  | Arrow
  | Receive
  | Try
  | Fun
  | FunRef
  | Comprehension
  | Field
  | Constant
  | Other

export interface FunctionForm extends Span {
  readonly name: string
  /** Largest arity; Elixir's default arguments make every arity from `minArity` callable. */
  readonly arity: number
  readonly minArity: number
  readonly exported: boolean
  /** defmacro: its body runs in the compiler. */
  readonly macro: boolean
  readonly clauses: readonly Clause[]
}

/** `@name value`, `-define(NAME, Value)`: in order of appearance; Elixir may set a name more than once. */
export interface ConstantForm extends Span {
  readonly name: string
  readonly params: readonly string[]
  readonly value: Expr
}

export interface ModuleForm extends Span {
  readonly name: string
  readonly behaviours: readonly string[]
  /** `use Mod, opts`: options are the call's second argument, if any. */
  readonly uses: readonly {
    readonly module: string
    readonly options: Expr | null
    readonly start: number
    readonly end: number
  }[]
  readonly functions: readonly FunctionForm[]
  readonly constants: readonly ConstantForm[]
  /** Other expressions at module level (`plug …`, `schema do … end`, supervision options). */
  readonly body: readonly Expr[]
}

/** A def or form that could not be read; the rest of the file was. */
export interface Unread extends Span {
  readonly reason: string
}

export interface FileForm {
  readonly path: string
  readonly language: Language
  readonly modules: readonly ModuleForm[]
  /** Expressions outside modules: scripts, config files, term files, headers. */
  readonly body: readonly Expr[]
  /** Constants outside modules: -define in a header file. */
  readonly constants: readonly ConstantForm[]
  /** Paths of `-include` and `-include_lib` as written, in order; empty in Elixir. */
  readonly includes: readonly string[]
  readonly unread: readonly Unread[]
}
