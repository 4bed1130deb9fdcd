/**
 * Kinds of Elixir's concrete syntax. `value` and `kids` of each are given beside it; a call's trailing keywords
 * are one `keywords` kid and its do-block is the last kid, as in the language's own quoted form.
 */
export const Kind = {
  /** A name alone: a variable, or a call without arguments and parentheses. */
  identifier: 1,
  /** `name(args)`, `name args`; value: the name. */
  call: 2,
  /** `receiver.name(args)`; kids: receiver, then the arguments. */
  remoteCall: 3,
  /** `receiver.name` with neither parentheses nor arguments. */
  field: 4,
  /** `fun.(args)`; kids: fun, then the arguments. */
  apply: 5,
  /** `name(args)(more)`: the result of a call is called; kids: call, then the arguments. */
  callResult: 6,
  /** `container[key]`. */
  access: 7,
  /** `A.B`; value: the dotted name. One kid where it starts with an expression: `__MODULE__.B`. */
  alias: 8,
  /** `A.{B, C}`; kids: A, then the members. */
  aliasGroup: 9,
  /** Prefix operator, `@` and `&` among them; value: the operator. */
  unary: 10,
  /** value: the operator; `a not in b` is `not` around `in`. */
  binary: 11,
  /** `first..last//step`. */
  steppedRange: 12,
  /** `&1`; value: the number. */
  captureArgument: 13,
  integer: 14,
  float: 15,
  /** `?a`; value: the code point in decimal. */
  char: 16,
  /** `:name`, `true`, `false`, `nil`, a keyword's key; value: the name. */
  atom: 17,
  /** `"…"` and its heredoc; value: the opening delimiter; kids: fragments and interpolations. */
  string: 18,
  charlist: 19,
  /** value: the sigil's name; kids: fragments and interpolations. */
  sigil: 20,
  /** `:"…"` or the key of `"…": value`. */
  quotedAtom: 21,
  /** A literal piece of a string, as it stands in the file. */
  fragment: 22,
  /** `#{…}`; kids: the expressions. */
  interpolation: 23,
  list: 24,
  tuple: 25,
  /** kids: pairs, associations or splices; `%{base | …}` has a `mapBase` kid first. */
  map: 26,
  mapBase: 27,
  /** `%Name{…}`; kids: the name, the map. */
  struct: 28,
  bitstring: 29,
  /** `key: value`; kids: key, value. */
  pair: 30,
  /** `key => value`. */
  association: 31,
  /** A run of pairs without brackets. */
  keywords: 32,
  /** `(a; b)` and `()`. */
  block: 33,
  /** `(x -> y)` in parentheses; kids: clauses. */
  clauses: 34,
  fn: 35,
  /** `patterns when guard -> body`; kids: arguments, body, guard if any. */
  clause: 36,
  arguments: 37,
  body: 38,
  /** `do … else … end`; kids: sections. */
  doBlock: 39,
  /** value: do, else, rescue, catch or after; kids: expressions or clauses. */
  section: 40,
} as const
