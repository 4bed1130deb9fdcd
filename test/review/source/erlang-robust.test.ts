import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import type { FileForm } from '../../../src/review/source/form.ts'

const folder = fileURLToPath(new URL('erlang-fixtures/', import.meta.url))
const sources = readdirSync(folder).map((name) => readFileSync(folder + name, 'latin1'))

const pieces = (
  '( ) [ ] { } << >> , ; . : :: -> => := <- <= <:- || | && # #r #{ #r{ ! = == =:= =< ?= + - * / ++ -- div not ' +
  'case of end if receive after try catch begin fun maybe else when and orelse atom Var _ 1 16#ff 1.5 2#1.0#e1 $a $\\n ' +
  '-define(M(Var), -spec -type(t(Var):: -include("h"). ?M(?M( ' +
  '"text" "open \'quoted\' \'open ?M ?M( ??A ~s( ~"x" % -module(m) -define( -define(A, -record(r, -export([ ' +
  'f( f(X) X. """ \\ @ é'
).split(' ')
const soup = fc.array(fc.constantFrom(...pieces, '. ', '.\n', '\n', '"""\n', ' '), { maxLength: 120 })

/** Reads, and holds the result against what is promised for any text. */
function read(text: string, path = 'any.erl'): FileForm {
  const form = readErlang(path, text)
  visit(form, text.length, 0)
  return form
}

/** Every span lies inside the file, and the form is shallow enough to be walked. */
function visit(value: unknown, length: number, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if ('start' in value && 'end' in value) {
    const { start, end } = value as { start: number; end: number }
    if (!(0 <= start && start <= end && end <= length)) throw new Error(`span ${start}-${end} of ${length}`)
  }
  if (depth > 2500) throw new Error('too deep to be walked')
  for (const inner of Object.values(value)) visit(inner, length, depth + 1)
}

describe('reading Erlang never fails', () => {
  it('loses one bad form only', () => {
    const good = (name: string) => `${name}() -> {ok, "${name}"}.\n`
    const bad = [
      `x() -> ${'['.repeat(10_000)}${']'.repeat(10_000)}.\n`,
      'x() -> )(.\n',
      'x() -> \xc3\x28 \0 \xff.\n',
      'x() -> "y" z.\n',
    ]
    for (const form of bad) {
      const { modules, unread } = read(good('a') + form + good('b'))
      expect(modules[0]?.functions.map(({ name }) => name)).toEqual(['a', 'b'])
      expect(unread.map(({ start, end }) => [start, end])).toEqual([
        [good('a').length, good('a').length + form.length - 1],
      ])
      expect(unread[0]?.reason).toMatch(/expected|nested/)
    }
  })

  it('keeps what stands before the place where a file is cut', () => {
    const { modules, unread } = read('a() -> ok.\nb() -> case x of\n  y ->')
    expect(modules[0]?.functions.map(({ name }) => name)).toEqual(['a'])
    expect(unread.length).toBe(1)
  })

  it('whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        (bytes) => void read(Buffer.from(bytes).toString('latin1')),
      ),
    )
  })

  it('whatever the tokens', () => {
    fc.assert(
      fc.property(soup, fc.constantFrom('a.erl', 'a.hrl', 'a.escript', 'rebar.config'), (tokens, path) => {
        read(tokens.join(' '), path)
        read(tokens.join(''), path)
      }),
      { numRuns: 1000 },
    )
  })

  it('wherever the text is cut, and whatever is put in', () => {
    const cut = fc.record({
      source: fc.constantFrom(...sources),
      from: fc.nat(6000),
      length: fc.nat(40),
      put: fc.constantFrom('', ...pieces),
    })
    fc.assert(
      fc.property(cut, ({ source, from, length, put }) => {
        read(source.slice(0, from))
        read(source.slice(0, from) + put + source.slice(from + length))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['parentheses', '('],
    ['lists', '[a|'],
    ['macro calls', '?m('],
    ['unary operators', '- '],
    ['operators to the left', 'a + '],
    ['operators to the right', 'a ++ '],
    ['calls of results', 'f(', ')('],
    ['cases', 'case a of b -> '],
    ['funs', 'fun() -> '],
    ['guard tests', 'f() when a', ',a'],
    ['guard alternatives', 'f() when a', ';a'],
    ['guards in guards', 'f() when fun(X) when a,a,a -> '],
    ['record fields', 'X', '#a.b'],
    ['remote names', 'a', ':a'],
    ['binaries', '<<'],
    ['quotes', '"'],
    ['escaped quotes', '\\"'],
    ['triple quotes', '"""\n'],
    ['sigils', '~s('],
    ['comprehensions', '[a || b <- '],
  ])('however deep %s go', (_, start, more = start) => {
    for (const closing of ['', 'a.', ' -> b.\nend.']) read(start + more.repeat(20_000) + closing)
  })

  it.each([
    ['modules', sources.join('\n')],
    ['broken macros', '-define(A, case x of).\n'],
    ['terms without a place', 'a.\n'],
    ['strings that swallow the next form', 'f() -> "a.\n'],
    ['quotes in a row', '""'],
    ['macros with bad arguments', '?m(x y, ?m(x y)) '],
    ['one line', 'f(X) -> [X, "s", <<1:X>>, ?M(X)]. '],
    ['one form', '{a, [b, ?M(c)], "d"}, '],
    ['macros in macros', '-define(M(X), {X, X}). f(X) -> ?M(?M(?M(?M(X)))). '],
    ['zeros', 'f() -> a\0.\0\n'],
  ])('in time that grows with the text, not with its square: %s', (_, text) => {
    const small = cpuTime(() => readErlang('a.erl', text.repeat(Math.ceil(20_000 / text.length))))
    const large = cpuTime(() => readErlang('a.erl', text.repeat(Math.ceil(640_000 / text.length))))
    // 32 times the text: a square would take 1,024 times as long. The first reading also warms up.
    expect(large / small).toBeLessThan(200)
  })
})

/** Microseconds of processor time, which other programs on the machine do not lengthen; at least a millisecond. */
function cpuTime(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return Math.max(user + system, 1000)
}
