import { describe, expect, test } from 'vitest'
import { weights } from '../../../src/review/rules/evidence.ts'
import { hazards } from '../../../src/review/rules/hazards.ts'
import { rules } from '../../../src/review/rules/index.ts'
import { has } from '../../programs.ts'
import { type FixtureFile, ruleFolders } from './folders.ts'
import { refusedByElixir, refusedByErlang, withFiles } from './native-parsers.ts'
import { annotatedLines, formOf, postedLines } from './verdicts.ts'

const folders = ruleFolders()
const fixtures = folders.flatMap((folder) => folder.fixtures)

const withRule = folders.filter(({ files }) => files.includes('rule.ts'))
const named = (each: { readonly id: string; readonly family: string }) => `${each.family}/${each.id}`

test('every rule has a folder with its name in its family, and every folder is that of a hazard', () => {
  expect(withRule.map(named).sort()).toEqual(rules.map(named).sort())
  const known = new Set(hazards.map(named))
  expect(folders.map(named).filter((folder) => !known.has(folder))).toEqual([])
})

describe.each(withRule)('$id', ({ id, files, page }) => {
  test('has a page and examples in both languages', () => {
    expect(files).toEqual(expect.arrayContaining(['rule.ts', 'README.md']))
    const missing = ['bad', 'good'].flatMap((kind) => [
      ...(files.some((file) => shows(file, kind, '.ex')) ? [] : [`${kind} Elixir`]),
      ...(files.some((file) => shows(file, kind, '.erl')) ? [] : [`${kind} Erlang`]),
    ])
    expect(missing).toEqual([])
  })

  test('has a page under 60 lines that bears its name and says how it fails, when it is fine and what it cannot see', () => {
    const lines = page?.split('\n') ?? []
    expect(lines[0]).toContain(id)
    expect(lines.length).toBeLessThan(60)
    expect(lines.filter((line) => line.startsWith('## '))).toEqual([
      '## What it looks for',
      '## Why it bites',
      '## When it is not a bug',
      '## What it cannot see',
      '## How sure it is',
      '## Sources',
    ])
  })

  test('has a page that gives the evidence its real weights', () => {
    const given = [...(page ?? '').matchAll(/`([a-z-]+)` ([+-]\d+)/g)].map(([, name, weight]) => [
      name,
      Number(weight),
    ])
    const real = new Map<string, number>(Object.entries(weights))
    expect(given.map(([name]) => name)).toEqual(expect.arrayContaining(['shape', 'not-the-service']))
    expect(given).toEqual(given.map(([name]) => [name, real.get(String(name))]))
  })
})

describe.each(fixtures)('$name', (fixture) => {
  test('is read to the end', () => {
    expect(code(fixture.files).flatMap((file) => formOf(file).unread)).toEqual([])
  })

  test('is reported at the annotated lines and nowhere else', async () => {
    expect(await postedLines(fixture)).toEqual(annotatedLines(fixture))
  })

  test('is annotated where it is an example of the fault, and only there', () => {
    expect(annotatedLines(fixture).length > 0).toBe(fixture.bad)
  })
})

/** Whether a file or folder is an example in the language of `ending`; a folder may show any. */
function shows(file: string, kind: string, ending: string): boolean {
  const parts = new RegExp(`^${kind}(?:-[a-z-]+)?(\\.ex|\\.erl)?$`).exec(file)
  return parts !== null && (parts[1] === undefined || parts[1] === ending)
}

function code(files: readonly FixtureFile[], pattern = /\.(exs?|[eh]rl)$/): FixtureFile[] {
  return files.filter(({ path }) => pattern.test(path))
}

describe.each(rules)('the words of $id', (rule) => {
  test('are calm', () => {
    const { title, problem, impact, failureScenario, fix } = rule
    expect(
      [title, problem, impact, ...failureScenario, fix.summary, fix.residualRisk ?? ''].join('\n'),
    ).not.toContain('!')
  })

  test('offer code that both readers read to the end', () => {
    const elixir = { path: 'lib/fix.ex', text: inElixirModule(rule.fix.elixir) }
    const erlang = { path: 'src/fix.erl', text: inErlangModule(rule.fix.erlang) }
    expect(formOf(elixir).unread).toEqual([])
    expect(formOf(erlang).unread).toEqual([])
    expect(formOf(elixir).modules[0]?.functions).toHaveLength(1)
    expect(formOf(erlang).modules[0]?.functions).toHaveLength(1)
  })
})

describe.skipIf(!has('elixir'))('the parser of Elixir', () => {
  test('accepts every example and every fix', () => {
    const fixes = new Map(rules.map(({ id, fix }) => [`${id}.exs`, fix.elixir]))
    const examples = code(
      fixtures.flatMap(({ files }) => files),
      /\.exs?$/,
    ).map(({ file }) => file)
    withFiles(fixes, (files) => expect(refusedByElixir([...files, ...examples])).toEqual(['done']))
  })
})

describe.skipIf(!has('erl'))('the parser and the compiler of Erlang', () => {
  test('accept every example and every fix', () => {
    const fixes = new Map(rules.map(({ id, fix }) => [`${id}.snippet`, fix.erlang]))
    const examples = code(
      fixtures.flatMap(({ files }) => files),
      /\.erl$/,
    ).map(({ file }) => file)
    withFiles(fixes, (files) => expect(refusedByErlang([...files, ...examples])).toEqual(['done']))
  })
})

function inElixirModule(snippet: string): string {
  const body = /^defp? /m.test(snippet) ? snippet : `def fix do\n${snippet}\nend`
  return `defmodule Fix do\n${body}\nend\n`
}

/** A function stands by itself; expressions become the body of one. */
function inErlangModule(snippet: string): string {
  const code = snippet.replace(/\.\s*$/, '')
  return `-module(fix).\n${/^[a-z]\w*\(/.test(code) ? code : `fix() ->\n${code}`}.\n`
}
