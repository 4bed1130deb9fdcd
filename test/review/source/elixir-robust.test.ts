import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseElixir, readElixir } from '../../../src/review/source/elixir/index.ts'
import type { FileForm } from '../../../src/review/source/form.ts'

const folder = fileURLToPath(new URL('elixir-samples/', import.meta.url))
const sources = readdirSync(folder).map((name) => readFileSync(folder + name, 'latin1'))

const pieces =
  'do end fn -> else rescue catch after when and or not in <- \\\\ | |> = == :: <<< << >> ( ) [ ] { } % %{ , ; . .. // ' +
  '& &1 @ ! ^ + - * / ... => def defp defmodule alias import use if case with for try receive quote unquote A A.B x ' +
  'x? x: "a": : :a :"a ?a 1 1.5 0x1F "a" "a#{ } \'a\' """ ~s( ~S""" ~r/ # \\ é nil true \x00 @doc @spec'
const tokens = pieces.split(' ')
const soup = fc
  .array(fc.tuple(fc.constantFrom(...tokens), fc.constantFrom('', ' ', '\n', '\n  ')), { maxLength: 150 })
  .map((parts) => parts.map(([token, space]) => token + space).join(''))
const source = fc.constantFrom(...sources)

/** Reads, and holds the result against what is promised of any text. */
function read(text: string): FileForm {
  const form = readElixir('any.ex', text)
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

/** `name/arity` of every function in the file, sorted. */
function functionsOf(text: string): string[] {
  const names: string[] = []
  for (const module of read(text).modules) {
    for (const { name, arity } of module.functions) names.push(`${module.name}.${name}/${arity}`)
  }
  return names.sort()
}

describe('reading Elixir never fails', () => {
  it('whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        read(Buffer.from(bytes).toString('latin1'))
      }),
      { numRuns: 1000 },
    )
  })

  it('whatever the tokens', () => {
    fc.assert(
      fc.property(soup, (text) => {
        read(text)
        read(`defmodule M do\n  def f do\n    ${text}\n  end\nend\n`)
      }),
      { numRuns: 2000 },
    )
  })

  it('wherever a sound file is cut, and whatever is cut out of it', () => {
    fc.assert(
      fc.property(source, fc.nat(), fc.nat({ max: 40 }), (text, at, length) => {
        const from = at % text.length
        read(text.slice(0, from))
        read(text.slice(from))
        read(text.slice(0, from) + text.slice(from + length))
      }),
      { numRuns: 400 },
    )
  })

  const nesting =
    '( [ { << %{ %A{ fn~->~ not~ ! - @ & % 1~+~ 1~++~ a~|>~ a. f~ f( f.( a[ if~x~do\n "#{ a~=~ x~->~ [a~|~ a:~ ' +
    'def~f~do\n defmodule~A~do\n """\n "\n "\\"\n ~s(\n case~x~do\n~a~->\n f()() end\n foo~1,\n @a~[\n receive~do\nafter\n'
  for (const unit of nesting.split(' ').map((text) => text.replaceAll('~', ' '))) {
    it(`a hundred thousand times ${JSON.stringify(unit)}`, () => {
      const many = unit.repeat(100_000 / unit.length)
      const began = performance.now()
      read(many)
      read(`defmodule M do\n  def f do\n    ${many}\n  end\nend\n`)
      expect(performance.now() - began).toBeLessThan(5000)
    })
  }
})

describe('a definition that cannot be read', () => {
  const sound = (name: string): string => `  def ${name}(x) do\n    if x do\n      "#{x}"\n    end\n  end\n`
  const broken: Record<string, string> = {
    'an `end` is missing': '  def bad(x) do\n    if x do\n      1\n  end\n',
    'an `end` is one too many': '  def bad(x) do\n    1\n    end\n  end\n',
    'a parenthesis is open': '  def bad(x) do\n    f(x, [1\n  end\n',
    'a bracket closes what is not open': '  def bad(x) do\n    f x]\n  end\n',
    'a string is open': '  def bad(x) do\n    "open #{x}\n  end\n',
    'an interpolation is open': '  def bad(x) do\n    "open #{x"\n  end\n',
    'a heredoc is open': '  def bad(x) do\n    """\n    text\n  end\n',
    'a sigil is open': '  def bad(x) do\n    ~s(open\n  end\n',
    'an operator has nothing on its right': '  def bad(x) do\n    x +\n  end\n',
    'there are conflict markers':
      '  def bad(x) do\n<<<<<<< ours\n    1\n=======\n    2\n>>>>>>> theirs\n  end\n',
    'a do is missing': '  def bad(x)\n    x ->\n  end\n',
    'it is nested too deep': `  def bad(x) do\n    ${'['.repeat(1000)}${']'.repeat(1000)}\n  end\n`,
  }
  for (const [reason, definition] of Object.entries(broken)) {
    it(`loses only itself where ${reason}`, () => {
      const text = `defmodule M do\n${sound('a')}\n${definition}\n${sound('b')}\n${sound('c')}end\n\ndefmodule N do\n${sound('d')}end\n`
      const names = functionsOf(text).filter((name) => !name.includes('bad'))
      expect(names).toEqual(['M.a/1', 'M.b/1', 'M.c/1', 'N.d/1'])
      expect(read(text).unread).not.toEqual([])
    })
  }

  it('is reported with its byte range and the reason', () => {
    const text = 'defmodule M do\n  def a, do: (1\n\n  def b, do: 2\nend\n'
    const { unread } = read(text)
    const lost = unread.map(({ start, end, reason }) => [text.slice(start, end).trim(), reason])
    expect(lost).toEqual([
      ['def a, do: (1', 'an `end` or a closing bracket is missing before the next definition'],
    ])
  })

  it('costs no other function of a sound file, whichever bracket or word of it is lost', () => {
    const text = sources.find((candidate) => candidate.includes('Samples.Leader do')) as string
    const all = functionsOf(text)
    const from = text.indexOf('def handle_continue')
    const to = text.indexOf('@impl true', from)
    for (const { index, 0: word } of text.slice(from, to).matchAll(/\bdo\b|\bend\b|[()[\]{}]/g)) {
      const damaged = text.slice(0, from + index) + text.slice(from + index + word.length)
      const kept = functionsOf(damaged).filter((name) => !name.includes('handle_continue'))
      expect(kept, `without ${word} at ${index}`).toEqual(
        all.filter((name) => !name.includes('handle_continue')),
      )
    }
  })
})

describe('what the language refuses', () => {
  const refused = [
    'f(a, b,)',
    'f(k: 1, b)',
    '{k: 1}',
    '[k: 1, b]',
    '%{k: 1, "b" => 2}',
    '[f a, b]',
    'f a, g b, c',
    'f(x, g a, b)',
    'a[b, c]',
    '[a\n, b]',
    '1a',
    '0x',
    'a:b',
    'a@b',
    'a; ; b',
    '[A.B: 1]',
    'a do b end.c',
    'a \xe2\x86\x92 b',
  ]
  for (const text of refused) {
    it(`is not read: ${JSON.stringify(text)}`, () => {
      expect(parseElixir(text).unread).toHaveLength(1)
    })
  }

  it('is named where a control character turns the direction of text, and costs nothing else', () => {
    const text = 'defmodule M do\n  # a \xe2\x80\xae b\n  def f, do: "\xe2\x81\xa6\xe2\x81\xa9"\nend\n'
    expect(functionsOf(text)).toEqual(['M.f/0'])
    const lost = parseElixir(text).unread.map(({ start, end, reason }) => [
      start,
      end,
      /U\+\w+/.exec(reason)?.[0],
    ])
    expect(lost).toEqual([
      [21, 24, 'U+202E'],
      [41, 47, 'U+2066'],
    ])
  })
})

describe('a large file', () => {
  const around = (line: string): string =>
    `defmodule M do\n  def a, do: 1\n  def f do\n    ${line}\n  end\n  def b, do: 2\nend\n`

  it('nested ten thousand deep loses that definition and says so', () => {
    const { unread } = parseElixir(around('['.repeat(10_000) + ']'.repeat(10_000)))
    expect(unread.map(({ reason }) => reason)).toEqual(['nested deeper than 250 levels'])
    expect(functionsOf(around('f('.repeat(10_000) + ')'.repeat(10_000)))).toEqual(['M.a/0', 'M.b/0'])
  })

  it('of one line of five megabytes is read', () => {
    for (const line of [
      `"${'x'.repeat(5_000_000)}"`,
      `# ${'x'.repeat(5_000_000)}`,
      `[${'1, '.repeat(1_700_000)}1]`,
    ]) {
      const { nodes, unread } = parseElixir(around(line))
      expect([nodes.length, unread]).toEqual([1, []])
    }
  })

  it('of two megabytes is parsed in under two seconds of processor time', () => {
    const parts: string[] = []
    for (let i = 0; parts.length * 170 < 2_000_000; i++) {
      parts.push(
        `  def handle_call({:get_${i}, key}, _from, %{table: table} = state) do\n` +
          `    value = table |> Map.get(key, ${i}) |> Enum.map(&(&1 + 1))\n    {:reply, "got #{value}", state}\n  end\n`,
      )
    }
    const text = `defmodule Generated do\n${parts.join('')}end\n`
    expect(text.length).toBeGreaterThan(2_000_000)
    const began = process.cpuUsage()
    const { nodes, unread } = parseElixir(text)
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect([nodes.length, unread]).toEqual([1, []])
    const form = readElixir('generated.ex', text)
    expect(form.modules[0]?.functions[0]?.clauses).toHaveLength(parts.length)
  })
})
