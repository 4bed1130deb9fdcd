/**
 * Elixir's operators and how tightly they bind, from the precedence table of the language's own grammar.
 * `left` is 0 where an operator is never infix, `prefix` is 0 where it is never prefix. An operator with
 * `continues` at the start of a line goes on with the line before.
 */
interface Operator {
  readonly text: string
  /** What the left side must bind at least, to take this operator. */
  readonly left: number
  /** What the right side binds at least. */
  readonly right: number
  readonly prefix: number
  readonly continues: boolean
}

const table: Operator[] = []

function infix(words: string, binding: number, side: 'left' | 'right'): void {
  for (const text of words.split(' ')) {
    const right = side === 'left' ? binding + 1 : binding
    table.push({ text, left: binding, right, prefix: 0, continues: true })
  }
}

infix('<- \\\\', 40, 'left')
infix('when', 50, 'right')
infix('::', 60, 'right')
infix('|', 70, 'right')
infix('=', 100, 'right')
infix('|| ||| or', 120, 'left')
infix('&& &&& and', 130, 'left')
infix('== != =~ === !==', 140, 'left')
infix('< > <= >=', 150, 'left')
infix('|> <<< >>> <<~ ~>> <~ ~> <~> <|>', 160, 'left')
infix('in', 170, 'left')
infix('^^^', 180, 'left')
infix('++ -- +++ --- <> ..', 200, 'right')
infix('* /', 220, 'left')
infix('**', 230, 'left')
table.push(
  { text: '->', left: 0, right: 0, prefix: 0, continues: true },
  { text: '=>', left: 0, right: 0, prefix: 0, continues: true },
  { text: '//', left: 190, right: 190, prefix: 300, continues: true },
  { text: '+', left: 210, right: 211, prefix: 300, continues: false },
  { text: '-', left: 210, right: 211, prefix: 300, continues: false },
  { text: '&', left: 0, right: 0, prefix: 90, continues: false },
  { text: '...', left: 0, right: 0, prefix: 90, continues: false },
  { text: '!', left: 0, right: 0, prefix: 300, continues: false },
  { text: '^', left: 0, right: 0, prefix: 300, continues: false },
  { text: 'not', left: 0, right: 0, prefix: 300, continues: false },
  { text: '~~~', left: 0, right: 0, prefix: 300, continues: false },
  { text: '@', left: 0, right: 0, prefix: 320, continues: false },
)

/** The columns of the table by operator code, which is the `value` of an operator's token. */
export const operatorText: readonly string[] = table.map(({ text }) => text)
export const leftBinding = Int16Array.from(table, ({ left }) => left)
export const rightBinding = Int16Array.from(table, ({ right }) => right)
export const prefixBinding = Int16Array.from(table, ({ prefix }) => prefix)
/** 1 where the operator continues the line before. */
export const continuesLine = Uint8Array.from(table, ({ continues }) => Number(continues))

/** The code of an operator that the parser treats by name. */
export function operatorCode(text: string): number {
  return operatorText.indexOf(text)
}

/** The operators that the parser treats by name. */
export const OperatorCode = {
  stab: operatorCode('->'),
  arrow: operatorCode('=>'),
  when: operatorCode('when'),
  in: operatorCode('in'),
  not: operatorCode('not'),
  bang: operatorCode('!'),
  bar: operatorCode('|'),
  step: operatorCode('//'),
  range: operatorCode('..'),
  ellipsis: operatorCode('...'),
  plus: operatorCode('+'),
  minus: operatorCode('-'),
  capture: operatorCode('&'),
  pin: operatorCode('^'),
  complement: operatorCode('~~~'),
  attribute: operatorCode('@'),
} as const
