import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { rules } from '../../../src/review/rules/index.ts'
import { snippets } from '../../../src/review/sections/monitoring/snippets.ts'
import * as faults from '../../../src/review/sections/tests/faults.ts'
import { reviewOf, sectionsOf } from './reviewed.ts'

/** Code that we print, by where it stands; and all words that we print, pages of rules and documentation among them. */
const code = new Map<string, string>()
const words = new Map<string, string>()

beforeAll(async () => {
  for (const { id, fix, ...rule } of rules) {
    code.set(`${id}, Elixir`, fix.elixir)
    code.set(`${id}, Erlang`, fix.erlang)
    words.set(
      id,
      [rule.title, rule.problem, ...rule.failureScenario, rule.impact, fix.summary, rule.holds].join('\n'),
    )
  }
  for (const [name, { elixir, erlang }] of Object.entries(snippets)) {
    code.set(`${name}, Elixir`, elixir)
    code.set(`${name}, Erlang`, erlang)
  }
  for (const fault of [
    ...Object.values(faults).filter((one) => typeof one !== 'function'),
    faults.heldService('db', 1),
  ])
    code.set(`fault ${fault.tool} ${fault.commands[0]}`, [...fault.commands, ...fault.undo].join('\n'))
  for (const name of ['shop', 'wallet']) {
    const sections = sectionsOf(await reviewOf(name))
    for (const { path, code: text } of sections.testFiles) code.set(path, text)
    words.set(`sections of ${name}`, withoutSnippets(sections))
  }
  for (const file of [...pagesIn(resolve('src')), ...pagesIn(resolve('docs')), resolve('README.md')])
    words.set(file, readFileSync(file, 'utf8'))
}, 60_000)

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path))
}

/** The code that is quoted from an example is not ours. */
function withoutSnippets(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (key === 'snippet' ? undefined : inner))
}

/** One line of the table of mistakes each: what would be read where it was made again. */
const mistakes: readonly (readonly [id: string, shape: RegExp, where: 'code' | 'words' | 'both'])[] = [
  ['A1', /(Node\.list\(\)|nodes\(\))[^\n]{0,20}\)\s*>=?/, 'code'],
  ['A4', /@quorum\s+div\(@/, 'code'],
  ['A5', /elect_leader\(cluster_size\)/, 'both'],
  ['A7', /\bif leader_dead\?(?!\()/, 'code'],
  ['A8', /quorum:? 5 of 9|8 nodes[^.]{0,40}tolerates 4/i, 'both'],
  ['A9', /\battempting CA\b|\bCP, AP,? or CA\b/, 'words'],
  ['A10', /no data loss|minority adopts/i, 'words'],
  ['A11', /drops below (the )?quorum/i, 'words'],
  ['A12', /elections per hour/i, 'words'],
  ['A13', /monitoring every 10 ?s/i, 'words'],
  ['B1', /expiry_monotonic|expires_at: System\.monotonic_time/, 'code'],
  ['B2', /NTP adjustment breaks/i, 'words'],
  ['B4', /ntpq -c rv \| grep offset/, 'both'],
  ['C1', /PNCounter/, 'code'],
  ['C2', /DeltaCrdt\.mutate|'Elixir\.DeltaCrdt':mutate/, 'code'],
  ['C3', /AWLWWMap\.start_link/, 'code'],
  ['C4', /each\([^\n]*set_neighbours\(\w+, \[&?\w+\]\)/, 'code'],
  ['C7', /automatic merge/i, 'words'],
  ['C8', /AWLWWMap[^.\n]{0,60}(by|of) (the )?wall (clock|time)/i, 'words'],
  ['C10', /delta_crdt[^.|\n]{0,80}works offline/i, 'words'],
  ['C11', /500\+ nodes/, 'words'],
  ['C14', /crdt_sync_interval|conflict_resolution: :add_wins/, 'both'],
  ['C16', /negligible/i, 'words'],
  ['C18', /DeltaCrdt\.read\(/, 'code'],
  ['D1', /\{:via, Registry, \{[^\n]*cluster-wide/i, 'both'],
  ['D2', /<- :rpc\.call\([^\n]*Registry, :lookup/, 'code'],
  ['D3', /:rpc\.call\([^()\n]*, :\w+, \[[^\]\n]*\]\)|\brpc:call\([^()\n]*, \w+, \[[^\]\n]*\]\)/, 'code'],
  ['D7', /handle_call\(:get_items/, 'code'],
  ['E1', /\{state, Map\.put\(state/, 'code'],
  ['E2', /:ra\.start_cluster\(:\w+, \{:module|ra:start_cluster\(\w+, \{module/, 'code'],
  ['E3', /start_cluster\([^\n]*cluster_nodes\(\)/, 'code'],
  ['F1', /2,?025 (connections|links)/, 'words'],
  ['F2', /limit (of )?~ ?50|limited to (about )?50 nodes/i, 'words'],
  ['F3', /Partisan\.PeerService\.HyParView|partisan_peer_service_manager:/, 'code'],
  ['F4', /maintain backward compatibility/i, 'words'],
  ['F6', /Kubernetes\.DNS[^}]{0,120}kubernetes_selector/, 'code'],
  ['F7', /service discovery: working well/i, 'words'],
  ['G1', /toxic\.add\(|"timeout":\s*10000/, 'both'],
  ['G3', /iptables -A /, 'both'],
  ['G4', /no data (loss|corruption) or/i, 'words'],
  ['G5', /monitor_nodes\(true, \[[\s\S]*\{:?nodedown, _?\w+\}/, 'code'],
  ['G6', /Grep "Node\.list/, 'both'],
  ['G7', /confidence:? 100/i, 'words'],
  ['G8', /production[- ]ready/i, 'both'],
  ['G9', /consistency model: (CP|AP)/i, 'words'],
  ['G10', /crdt_sync_lag|conflict_rate/, 'both'],
]

/** Lines that no text shows by its shape, with what holds them instead. */
const notByText: Readonly<Record<string, string>> = {
  A2: 'a rule, leader-no-step-down, and its examples',
  A3: 'the bounds of the tick stand in every walk-through: see sections.test.ts',
  A6: 'the checklist ticks nothing without evidence: see examples.test.ts of the pipeline',
  B3: 'a rule, leader-no-fencing, and its examples',
  C5: 'a rule, crdt-neighbours-one-way, and its examples',
  C6: 'no test of a map that adds and removes is printed',
  C9: 'a rule, crdt-guards-invariant, and a veto of the consensus model',
  C12: 'a count of processes is a judgement of one design',
  C13: 'a rule, crdt-not-durable, and its examples',
  C15: 'a score of the consensus model, tested there',
  C17: 'a score of the consensus model, tested there',
  D4: 'a rule, rpc-error-as-value, and its examples',
  D5: 'a design that is nowhere offered',
  D6: 'a rule, race-unbounded-cas-retry, and its examples',
  D8: 'printed tests are run: see generated.test.ts',
  E4: 'a rule, ra-cluster-formation, and its examples',
  E5: 'rules, ra-log-unbounded and ra-machine-unversioned, and their examples',
  E6: 'a number of voters is a judgement of one design',
  F5: 'a rule, partisan-misconfigured, and its examples',
  F8: 'the setting stands in every report: see sections.test.ts',
  G2: 'the proxy is offered for services alone: see sections.test.ts',
}

describe('no text that we print repeats', () => {
  it.each(mistakes)('mistake %s of the source document', (_, shape, where) => {
    const found: string[] = []
    for (const [name, text] of [...(where === 'words' ? [] : code), ...(where === 'code' ? [] : words)]) {
      const match = shape.exec(text)
      if (match) found.push(`${name}: ${match[0].slice(0, 200)}`)
    }
    expect(found).toEqual([])
  })

  it('any mistake that is not in one of the two lists', () => {
    const counts = { A: 13, B: 4, C: 18, D: 8, E: 6, F: 8, G: 10 }
    const all = Object.entries(counts).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, index) => `${part}${index + 1}`),
    )
    const listed = [...mistakes.map(([id]) => id), ...Object.keys(notByText)]
    expect(listed.sort()).toEqual(all.sort())
  })
})
