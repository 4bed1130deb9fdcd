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

/** By operator code, which is the token's `code`. */
export const operators: readonly Operator[] = table

/** The code of an operator that the parser treats by name. */
export function operatorCode(text: string): number {
  return table.findIndex((operator) => operator.text === text)
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

const byFirst: (readonly number[] | undefined)[] = []
for (let code = 0; code < table.length; code++) {
  const text = (table[code] as Operator).text
  const first = text.charCodeAt(0)
  const isWord = first >= 97 && first <= 122
  if (isWord) continue
  const known = [...(byFirst[first] ?? []), code]
  byFirst[first] = known.sort(
    (a, b) => (table[b] as Operator).text.length - (table[a] as Operator).text.length,
  )
}

/** The code of the longest operator at `at`, or -1. */
export function symbolAt(text: string, at: number): number {
  const candidates = byFirst[text.charCodeAt(at)]
  if (!candidates) return -1
  for (const code of candidates) if (text.startsWith((table[code] as Operator).text, at)) return code
  return -1
}
