import { describe, expect, test } from 'vitest'
import { checkFixes } from '../../../src/review/fixes/check.ts'
import type { Mend } from '../../../src/review/fixes/rewrite.ts'
import type { Finding } from '../../../src/review/report.ts'
import { watchedAtoms } from '../../../src/review/rules/index.ts'
import { judge } from '../../../src/review/rules/judge.ts'
import type { Program, SourceFile } from '../../../src/review/source/program/program.ts'
import { programOf } from '../source/program/build.ts'
import { applied, edited, type Texts } from './patched.ts'

const path = 'lib/election.ex'
const code = `defmodule Election do
  def won?(votes, voters) do
    # Ünïcode in a comment is bytes.
    length(votes) >= div(length(voters), 2)
  end
end
`
const half = 'div(length(voters), 2)'

/** Replaces the first place of `from` in a file of the program. */
type Change = readonly [path: string, from: string, to: string]

/** Checks a fix of the first finding of a program, of which every finding has the same mend. */
async function check(texts: Texts, changes: readonly Change[], budget = { posted: 60_000, others: 60_000 }) {
  const program = programOf(texts, watchedAtoms)
  const { findings } = await judge(program)
  const mend: Mend = { rewrites: changes.map((change) => rewriteOf(program, change)) }
  const checked = await checkFixes({
    program,
    findings,
    mends: new Map(findings.map((finding) => [finding, mend])),
    atoms: watchedAtoms,
    judge: async (of) => (await judge(of)).findings,
    clock: () => 0,
    budget,
  })
  return { ...checked, before: findings }
}

function rewriteOf({ files }: Program, [at, from, to]: Change) {
  const file = files.find((each): each is SourceFile => each.path === at)
  if (!file) throw new Error(`no ${at}`)
  const start = file.text.indexOf(from)
  return { file, start, end: start + from.length, text: to }
}

function patchOf([finding]: readonly Finding[]) {
  return finding?.fix.patch ?? null
}

test('a fix that clears its finding is shown, as edits and as a diff', async () => {
  const { findings, fixes } = await check({ [path]: code }, [[path, half, `${half} + 1`]])
  expect(fixes).toEqual({ shown: 1, rejected: [] })
  expect(patchOf(findings)).toEqual({
    files: [{ path, edits: [{ startLine: 4, endLine: 4, lines: [`    length(votes) >= ${half} + 1`] }] }],
    diff: `--- a/${path}
+++ b/${path}
@@ -1,6 +1,6 @@
 defmodule Election do
   def won?(votes, voters) do
     # Ünïcode in a comment is bytes.
-    length(votes) >= ${half}
+    length(votes) >= ${half} + 1
   end
 end
`,
  })
})

describe('a fix is advice in words where', () => {
  test.each([
    [
      'it leaves the finding',
      [[path, half, 'div(Enum.count(voters), 2)']],
      'the finding is still there after it',
    ],
    [
      'its result cannot be read',
      [[path, half, 'div(length(voters), 2']],
      'our parser does not read the result to the end',
    ],
    ['it changes nothing', [[path, half, half]], 'it changes nothing'],
    [
      'it changes the same code twice',
      [
        [path, half, '1'],
        [path, 'length(voters)', '2'],
      ],
      'two places of it change the same code',
    ],
    [
      'another rule fires after it',
      [[path, `length(votes) >= ${half}`, ':rpc.call(hd(voters), Election, :ask, [votes])']],
      'rpc-no-timeout fires after it, at lib/election.ex:4',
    ],
  ] as const)('%s', async (_what, changes, because) => {
    const { findings, fixes, before } = await check({ [path]: code }, changes)
    expect(findings).toEqual(before)
    expect(fixes).toEqual({ shown: 0, rejected: [{ rule: 'quorum-not-majority', path, because }] })
  })

  test('the time is over', async () => {
    const { fixes } = await check({ [path]: code }, [[path, half, `${half} + 1`]], { posted: 0, others: 0 })
    expect(fixes).toEqual({
      shown: 0,
      rejected: [{ rule: 'quorum-not-majority', path, because: 'not checked: time' }],
    })
  })

  test('the diff would repeat a secret', async () => {
    const secret = code.replace('# Ünïcode in a comment is bytes.', 'auth(password: "hunter2hunter2")')
    const { fixes } = await check({ [path]: secret }, [[path, half, `${half} + 1`]])
    expect(fixes.rejected.map(({ because }) => because)).toEqual([
      'the diff would repeat a secret that stands in these lines',
    ])
  })
})

describe('the diff is taken by git where', () => {
  const erlang = `-module(election).
-export([won/2]).

won(Votes, Voters) ->
    length(Votes) >= length(Voters) div 2.
`
  const [from, to] = ['length(Voters) div 2', 'length(Voters) div 2 + 1']
  const long = code.replace('  # Ün', `${'  # a line\n'.repeat(30)}    # Ün`)
  test.each([
    ['lines end with CR LF', path, code.replaceAll('\n', '\r\n'), half, `${half} + 1`],
    ['the last line has no end', path, code.replace(/\nend\n$/, '\nend'), half, `${half} + 1`],
    ['the changed line is the last and has no end', 'src/election.erl', erlang.trimEnd(), from, to],
    ['the path has blanks and letters beyond ASCII', 'lib/my äpp/election.ex', code, half, `${half} + 1`],
    ['lines are added', path, code, half, `\n      ${half} + 1`],
    [
      'lines go',
      path,
      long,
      `${'  # a line\n'.repeat(30)}    # Ünïcode in a comment is bytes.\n    length(votes) >= ${half}`.replace(
        /^ */,
        '',
      ),
      `length(votes) >= ${half} + 1`,
    ],
  ])('%s', async (_what, at, text, before, after) => {
    // Offsets are of bytes.
    const bytes = (words: string) => Buffer.from(words).toString('latin1')
    const { findings } = await check({ [at]: text }, [[at, bytes(before), bytes(after)]])
    const patch = patchOf(findings)
    expect(patch).not.toBeNull()
    if (!patch) return
    const expected = text.replace(before, after)
    expect(applied({ [at]: text }, patch.diff)).toEqual({ [at]: expected })
    expect(edited({ [at]: text }, patch)).toEqual({ [at]: expected })
  })
})

test('a file is judged with those that it is joined with, in a program too large to be judged for each patch', async () => {
  const others = Object.fromEntries(
    [...'abcdefgh'].map((name) => [
      `lib/${name}.ex`,
      `defmodule Other${name.toUpperCase()} do\n  def ${name}(x), do: x\nend\n`,
    ]),
  )
  const judged: string[][] = []
  const texts = {
    ...others,
    [path]: code.replace(half, 'Size.needed(voters)'),
    'lib/size.ex': 'defmodule Size do\n  def needed(voters), do: div(length(voters), 2)\nend\n',
  }
  const program = programOf(texts, watchedAtoms)
  const { findings, mends } = await judge(program)
  const { fixes } = await checkFixes({
    program,
    findings,
    mends,
    atoms: watchedAtoms,
    judge: async (of) => {
      judged.push(of.files.map((file) => file.path))
      return (await judge(of)).findings
    },
    clock: () => 0,
    budget: { posted: 1, others: 1 },
  })
  expect(fixes.shown).toBe(1)
  expect(judged).toEqual([
    [path, 'lib/size.ex'],
    [path, 'lib/size.ex'],
  ])
})

test('every finding keeps everything else that it says', async () => {
  const { findings, before } = await check({ [path]: code }, [[path, half, `${half} + 1`]])
  expect(findings.map(({ fix, ...rest }) => ({ ...rest, fix: { ...fix, patch: null } }))).toEqual(before)
})
