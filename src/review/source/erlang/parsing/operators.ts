import { Token } from '../lexing/token-kinds.ts'

/** Binding powers of the language reference (Expressions, "Operator Precedence"), loosest first. */
export const Power = { loosest: 0, catching: 0, match: 100, comparison: 200, prefix: 600 } as const

const leftPowers = new Uint16Array(256)
const rightPowers = new Uint16Array(256)

function bind(left: number, right: number, kinds: readonly number[]): void {
  for (const kind of kinds) {
    leftPowers[kind] = left
    rightPowers[kind] = right
  }
}

bind(Power.match, Power.match, [Token.match, Token.send])
bind(150, 150, [Token.orelse])
bind(160, 160, [Token.andalso])
bind(Power.comparison, 201, [
  Token.equal,
  Token.unequal,
  Token.atMost,
  Token.less,
  Token.atLeast,
  Token.greater,
  Token.exactlyEqual,
  Token.exactlyUnequal,
])
bind(300, 300, [Token.append, Token.subtract])
bind(400, 401, [Token.plus, Token.minus, Token.bor, Token.bxor, Token.bsl, Token.bsr, Token.or, Token.xor])
bind(500, 501, [Token.times, Token.slash, Token.div, Token.rem, Token.band, Token.and])

const spellings: string[] = []

function spell(
  words: readonly (keyof typeof Token)[],
  marks: Partial<Record<keyof typeof Token, string>>,
): void {
  for (const word of words) spellings[Token[word]] = word
  for (const [name, mark] of Object.entries(marks)) spellings[Token[name as keyof typeof Token]] = mark
}

spell(
  ['andalso', 'and', 'band', 'bnot', 'bor', 'bsl', 'bsr', 'bxor', 'div', 'not', 'or', 'orelse', 'rem', 'xor'],
  {
    match: '=',
    send: '!',
    plus: '+',
    minus: '-',
    times: '*',
    slash: '/',
    append: '++',
    subtract: '--',
    equal: '==',
    unequal: '/=',
    atMost: '=<',
    less: '<',
    atLeast: '>=',
    greater: '>',
    exactlyEqual: '=:=',
    exactlyUnequal: '=/=',
    generate: '<-',
    generateBinary: '<=',
    generateStrictly: '<:-',
    generateBinaryStrictly: '<:=',
  },
)

/** An operator or arrow as it is written. */
export function spelling(kind: number): string {
  return spellings[kind] as string
}

/** How tightly the token binds what stands left of it; 0 for what is no binary operator. */
export function leftPower(kind: number): number {
  return leftPowers[kind] as number
}

/** The least power of an operator that its right operand may hold. */
export function rightPower(kind: number): number {
  return rightPowers[kind] as number
}
