import { beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../../src/review/report.ts'
import { Sections } from '../../../src/review/sections/shape.ts'
import { reviewOf, sectionsOf } from './reviewed.ts'

let shop: Report
let wallet: Report

beforeAll(async () => {
  shop = await reviewOf('shop')
  wallet = await reviewOf('wallet')
}, 60_000)

const at = (evidence: readonly { path: string; startLine: number }[]) =>
  evidence.map(({ path, startLine }) => `${path}:${startLine}`)

describe('the parts of the Elixir example', () => {
  it('are Sections by their schema, and the same for the same commit', async () => {
    const sections = sectionsOf(shop)
    expect(Sections.parse(sections)).toEqual(sections)
    expect(sectionsOf(await reviewOf('shop'))).toEqual(sections)
  })

  it('name who talks to whom, and what crosses nodes without a limit', () => {
    const { edges } = sectionsOf(shop)
    expect(
      edges.map(
        ({ from, to, kind, crossesNodes, timeoutMs }) => `${from} ${kind} ${to} ${crossesNodes} ${timeoutMs}`,
      ),
    ).toEqual([
      'application:Shop.Application supervises server:Shop.Cluster.LeaderElection no null',
      'application:Shop.Application supervises server:Shop.Stock no null',
      'module:Shop.Cluster.Rebalance registry registry:global locks yes infinity',
      'module:Shop.Cluster.Rebalance rpc server:Shop.Stock yes infinity',
      'server:Shop.Cluster.LeaderElection pubsub pubsub:Phoenix.PubSub yes null',
      'server:Shop.Stock store table:mnesia:stock yes null',
    ])
  })

  it('name each use case, its mechanism and its place', () => {
    const { useCases } = sectionsOf(shop)
    expect(
      useCases.map(({ kind, name, fit, evidence }) => `${kind} ${name} ${fit} ${at(evidence)[0]}`),
    ).toEqual([
      'lock Shop.Cluster.Rebalance.run/1 unsafe lib/shop/cluster/rebalance.ex:5',
      'lock Shop.Cluster.Lease unsafe lib/shop/cluster/lease.ex:12',
      'leader Shop.Cluster.LeaderElection unsafe lib/shop/cluster/leader_election.ex:30',
      'bounded counter stock unsafe lib/shop/stock.ex:7',
      'replicated table stock unsafe lib/shop/stock.ex:17',
      'publish and subscribe Phoenix.PubSub unknown lib/shop/cluster/leader_election.ex:40',
    ])
  })

  it('walk through each cut, with the bounds of the tick where links fall silent', () => {
    const { scenarios } = sectionsOf(shop)
    expect(
      scenarios.map(({ id, writes, leaders, detection, defined }) => {
        const bounds = detection ? `${detection.minS}-${detection.maxS}` : 'none'
        return `${id} ${writes.who} ${leaders.who} ${bounds} ${defined}`
      }),
    ).toEqual([
      'one-isolated every-side every-side 45-75 by-accident',
      'even-split every-side every-side 45-75 by-accident',
      'majority-minority every-side every-side 45-75 by-accident',
      'asymmetric every-side unknown 45-75 by-accident',
      'region-lost one-side one-side 45-75 by-accident',
      'discovery-outage every-side every-side 0-5 by-accident',
      'slow-node every-side unknown none unknown',
      'heal every-side unknown none no',
    ])
  })

  it('put what another change needs before it', () => {
    const { recommendations } = sectionsOf(shop)
    const ids = recommendations.map(({ id }) => id)
    for (const { dependsOn, rank } of recommendations)
      for (const needed of dependsOn) expect(ids.indexOf(needed)).toBeLessThan(rank - 1)
    expect(recommendations.slice(0, 3).map(({ id, priority }) => `${priority} ${id}`)).toEqual([
      'now mend:quorum-not-majority',
      'now mend:global-lock-partial',
      'now mend:rpc-error-as-value',
    ])
    const mended = recommendations.flatMap(({ mends }) => mends).sort()
    const posted = shop.findings.filter((one) => one.posted).map(({ fingerprint }) => fingerprint)
    expect(mended).toEqual(posted.sort())
  })

  it('cover every critical finding with a test, and wait longer than the tick where links are cut', () => {
    const { tests } = sectionsOf(shop)
    const covered = new Set(tests.flatMap(({ covers }) => covers))
    for (const { severity, posted, fingerprint } of shop.findings)
      if (posted && severity === 'critical') expect(covered).toContain(fingerprint)
    for (const { fault, wait, id } of tests)
      if (fault.tool === 'iptables' && id !== 'staging:discovery-outage')
        expect(wait.seconds).toBeGreaterThan(75)
    expect(tests.filter(({ fault }) => fault.tool === 'toxiproxy')).toEqual([])
  })

  it('keep one block for what was reviewed, between its marks', () => {
    const { learnings } = sectionsOf(shop)
    expect(learnings.begin).toBe('<!-- distreview:begin shop -->')
    expect(learnings.block.startsWith(`${learnings.begin}\n`)).toBe(true)
    expect(learnings.block.endsWith(`${learnings.end}\n`)).toBe(true)
    expect(learnings.block.split('<!--').length).toBe(3)
    expect(learnings.block).toContain('`lib/shop/cluster/leader_election.ex:30`')
  })
})

describe('the parts of the Erlang example', () => {
  it('write snippets and test files in Erlang', () => {
    const { monitoring, testFiles } = sectionsOf(wallet)
    const languages = [...testFiles, ...monitoring.gaps.flatMap(({ snippet }) => snippet ?? [])]
    expect(new Set(languages.map(({ language }) => language))).toEqual(new Set(['erlang']))
  })

  it('say why a critical finding has no test file', () => {
    const { tests } = sectionsOf(wallet)
    expect(
      tests
        .filter(({ id }) => id.startsWith('steps:'))
        .map(({ id, notRunnableBecause }) => `${id} ${notRunnableBecause}`),
    ).toEqual([
      'steps:mnesia-no-partition-recovery Where the table is made, with its attributes, was not found in the code.',
    ])
  })
})

describe('every part', () => {
  it('points at lines that exist, in at most five next steps', () => {
    for (const report of [shop, wallet]) {
      const sections = sectionsOf(report)
      expect(sections.nextSteps.length).toBeLessThanOrEqual(5)
      const places: { startLine: number; endLine: number; snippet: string }[] = []
      JSON.stringify(sections, (_, value) => {
        if (value && typeof value === 'object' && 'snippet' in value && 'startLine' in value)
          places.push(value)
        return value
      })
      expect(places.length).toBeGreaterThan(20)
      for (const { startLine, endLine, snippet } of places) {
        expect(snippet).not.toBe('')
        expect(startLine).toBeLessThanOrEqual(endLine)
      }
    }
  })
})
