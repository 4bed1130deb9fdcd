/** Kinds of tokens. An opening bracket's closing one is the next number. */
export const Token = {
  nothing: 0,
  stop: 1, // the full stop that ends a form
  atom: 2,
  variable: 3,
  integer: 4,
  float: 5,
  character: 6,
  string: 7,
  sigil: 8,
  macro: 9, // ?NAME
  stringify: 10, // ??NAME
  bad: 11, // a byte that starts no token
  openParen: 12,
  closeParen: 13,
  openBracket: 14,
  closeBracket: 15,
  openBrace: 16,
  closeBrace: 17,
  openBinary: 18,
  closeBinary: 19,
  comma: 20,
  semicolon: 21,
  bar: 22,
  doubleBar: 23,
  doubleAnd: 24,
  arrow: 25,
  hash: 26,
  colon: 27,
  doubleColon: 28,
  point: 29, // the `.` before a record's field
  associate: 30, // =>
  exactly: 31, // :=
  generate: 32, // <-
  generateBinary: 33, // <=
  generateStrictly: 34, // <:-
  generateBinaryStrictly: 35, // <:=
  maybeMatch: 36, // ?=
  range: 37, // .. and ... of types
  match: 38,
  send: 39,
  plus: 40,
  minus: 41,
  times: 42,
  slash: 43,
  append: 44,
  subtract: 45,
  equal: 46,
  unequal: 47,
  atMost: 48,
  less: 49,
  atLeast: 50,
  greater: 51,
  exactlyEqual: 52,
  exactlyUnequal: 53,
  after: 54,
  and: 55,
  andalso: 56,
  band: 57,
  begin: 58,
  bnot: 59,
  bor: 60,
  bsl: 61,
  bsr: 62,
  bxor: 63,
  case: 64,
  catch: 65,
  div: 66,
  else: 67,
  end: 68,
  fun: 69,
  if: 70,
  maybe: 71,
  not: 72,
  of: 73,
  or: 74,
  orelse: 75,
  receive: 76,
  rem: 77,
  try: 78,
  when: 79,
  xor: 80,
} as const

/** Reserved words; `else` and `maybe` are atoms where the parser finds them standing as one. */
export const keywords: ReadonlyMap<string, number> = new Map(
  (
    [
      'after',
      'and',
      'andalso',
      'band',
      'begin',
      'bnot',
      'bor',
      'bsl',
      'bsr',
      'bxor',
      'case',
      'catch',
      'div',
      'else',
      'end',
      'fun',
      'if',
      'maybe',
      'not',
      'of',
      'or',
      'orelse',
      'receive',
      'rem',
      'try',
      'when',
      'xor',
    ] as const
  ).map((word) => [word, Token[word]]),
)
