import { beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../../src/review/report.ts'
import { rules } from '../../../src/review/rules/index.ts'
import { has } from '../../programs.ts'
import { ruleFolders } from '../rules/folders.ts'
import { refusedByElixir, refusedByErlang, withFiles } from '../rules/native-parsers.ts'
import { applied, edited, judged, type Texts } from './patched.ts'

interface Shown {
  readonly name: string
  readonly texts: Texts
  readonly finding: Finding
  /** What the engine says before the patch. */
  readonly findings: readonly Finding[]
}

const examples = ruleFolders()
  .flatMap(({ fixtures }) => fixtures)
  .filter(({ bad }) => bad)

const shown: Shown[] = []
const rejected: string[] = []

beforeAll(async () => {
  for (const { name, files } of examples) {
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]))
    const { findings, fixes } = await judged(texts)
    for (const finding of findings) if (finding.fix.patch) shown.push({ name, texts, finding, findings })
    for (const { rule, because } of fixes.rejected) rejected.push(`${name} ${rule}: ${because}`)
  }
}, 120_000)

test('the rules whose faults are mended in place have a patch in their own examples', () => {
  const own = shown.filter(({ name, finding }) => name.startsWith(`${finding.rule}/`))
  const having = rules.flatMap(({ id }) => {
    const languages = new Set(
      own.filter(({ finding }) => finding.rule === id).map(({ finding }) => finding.fix.language),
    )
    return languages.size === 0 ? [] : [`${id}: ${[...languages].sort().join(', ')}`]
  })
  expect(having).toMatchInlineSnapshot(`
    [
      "quorum-not-majority: elixir, erlang",
      "rpc-no-timeout: elixir, erlang",
      "multicall-zip-misaligned: elixir, erlang",
      "timeout-inversion: elixir, erlang",
      "async-stream-nodes: elixir",
      "nodes-listed-before-monitor: elixir, erlang",
      "partition-prevention-off: erlang",
      "crdt-neighbours-overwritten: elixir",
      "ra-apply-return-shape: elixir",
      "ra-stale-read: elixir, erlang",
      "mnesia-no-majority: elixir, erlang",
      "mnesia-wait-tables: elixir, erlang",
      "global-lock-partial: elixir, erlang",
      "broadcast-echo: elixir",
      "job-leader-needs-cluster: elixir",
      "binary-to-term-untrusted: elixir, erlang",
      "remote-fun-mixed-code: elixir, erlang",
    ]
  `)
})

test('a patch that does not stand its check is counted with the reason', () => {
  expect(rejected.sort()).toMatchInlineSnapshot(`
    [
      "global-lock-partial/bad.erl global-lock-partial: the finding is still there after it",
    ]
  `)
})

describe('every patch that is shown', () => {
  test('applies with git, to the same text as its edits make', () => {
    for (const { texts, finding } of shown) {
      const { patch } = finding.fix
      if (!patch) continue
      const after = applied(texts, patch.diff)
      expect(after).toEqual(edited(texts, patch))
      expect(after).not.toEqual(texts)
    }
  })

  test('clears its finding, and leaves no rule with more to say than before', async () => {
    const said: string[] = []
    for (const { name, texts, finding, findings } of shown) {
      const { patch } = finding.fix
      const after = patch ? await judged(edited(texts, patch)) : null
      for (const rule of new Set(after?.findings.map((each) => each.rule))) {
        const [then, now] = [countOf(findings, rule), countOf(after?.findings ?? [], rule)]
        if (now > then - (rule === finding.rule ? 1 : 0)) said.push(`${name}: ${rule} ${then} -> ${now}`)
      }
    }
    expect(said).toEqual([])
  })

  test.skipIf(!has('elixir'))('leaves files that the parser of Elixir accepts', () => {
    withFiles(patchedFiles(/\.exs?$/), (files) => expect(refusedByElixir(files)).toEqual(['done']))
  })

  test.skipIf(!has('erl'))('leaves files that the compiler of Erlang accepts', () => {
    withFiles(patchedFiles(/\.erl$/), (files) => expect(refusedByErlang(files)).toEqual(['done']))
  })
})

function countOf(findings: readonly Finding[], rule: string): number {
  return findings.filter((finding) => finding.rule === rule).length
}

/** Files that a patch changed, each after its patch. */
function patchedFiles(ending: RegExp): Map<string, string> {
  const found = new Map<string, string>()
  for (const [nth, { texts, finding }] of shown.entries()) {
    const { patch } = finding.fix
    if (!patch) continue
    const after = edited(texts, patch)
    for (const { path } of patch.files)
      if (ending.test(path)) found.set(`${nth}-${path.replaceAll('/', '-')}`, after[path] ?? '')
  }
  return found
}
