import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { plantExamples } from '../../../src/bot/web/examples.ts'
import type { Source } from '../../../src/review/checkout/snapshot.ts'
import { review } from '../../../src/review/pipeline.ts'
import { Report } from '../../../src/review/report.ts'
import type { Progress } from '../../../src/review/request.ts'
import { temporaryFolder } from '../checkout/fixtures.ts'

let sources: readonly Source[]

beforeAll(async () => {
  sources = await plantExamples(resolve('examples'), temporaryFolder())
})

function example(name: string): Source {
  const found = sources.find((source) => source.name === name)
  if (!found) throw new Error(`no example ${name}`)
  return found
}

async function reviewed(name: string, paths: readonly string[]) {
  const steps: Progress[] = []
  const report = await review(
    { source: example(name), paths, ref: 'main', worktree: false },
    { clock: Date.now, mirrors: null, version: '0.0.0', progress: (step) => steps.push(step) },
  )
  return { report, steps }
}

const places = (report: Report) =>
  report.findings.map(
    ({ rule, severity, posted, locations: [first] }) =>
      `${severity}${posted ? '' : ' (not posted)'} ${rule} ${first?.path}:${first?.startLine}-${first?.endLine}`,
  )

describe('the Elixir example', () => {
  it('shows each known fault at its place, worst first', async () => {
    const { report } = await reviewed('shop', ['lib'])
    expect(places(report)).toEqual([
      'critical quorum-of-visible lib/shop/cluster/leader_election.ex:30-32',
      'critical quorum-not-majority lib/shop/cluster/voting.ex:5-5',
      'critical mnesia-no-majority lib/shop/stock.ex:17-17',
      'critical mnesia-no-partition-recovery lib/shop/stock.ex:23-23',
      'important clock-wall-lease lib/shop/cluster/lease.ex:12-12',
      'important global-lock-partial lib/shop/cluster/rebalance.ex:5-5',
      'important rpc-error-as-value lib/shop/cluster/rebalance.ex:10-10',
      'important (not posted) dist-head-of-line lib/shop/cluster/rebalance.ex:10-10',
      'important mnesia-join-result-ignored lib/shop/stock.ex:23-23',
      'important (not posted) mnesia-join-result-ignored lib/shop/stock.ex:17-17',
      'important (not posted) rpc-no-timeout lib/shop/cluster/rebalance.ex:10-10',
      'minor (not posted) sequential-fanout lib/shop/cluster/rebalance.ex:10-10',
      'minor (not posted) clock-unobserved lib/shop/cluster/lease.ex:12-12',
      'minor (not posted) rpc-no-timeout lib/shop/cluster/rebalance.ex:5-5',
    ])
    expect(report.counts).toEqual({ critical: 4, important: 4, minor: 2, belowThreshold: 4, accepted: 0 })
    expect(report.verdict).toBe('critical-findings')
  })

  it('is a Report by its schema, of the commit that every machine gets', async () => {
    const { report } = await reviewed('shop', ['lib'])
    expect(Report.parse(report)).toEqual(report)
    expect(report.commit).toMatch(/^[0-9a-f]{40}$/)
    expect(report.target).toEqual({
      repository: 'shop',
      kind: 'commit',
      paths: ['lib'],
      ref: 'main',
      dirty: false,
      languages: ['elixir'],
      webUrl: null,
    })
  })

  it('shows a witness: five nodes cut so that both sides pass', async () => {
    const { report } = await reviewed('shop', ['lib'])
    expect(report.findings[0]?.witness).toMatchObject({
      kind: 'quorum-sets',
      nodes: 5,
      left: ['a', 'b', 'c'],
      leftNeeds: 2,
      right: ['d', 'e'],
      rightNeeds: 2,
    })
    expect(report.findings[1]?.witness).toMatchObject({
      kind: 'quorum-sets',
      nodes: 2,
      left: ['a'],
      right: ['b'],
      leftNeeds: 1,
      rightNeeds: 1,
    })
  })

  it('says what it is built of, from its files', async () => {
    const { report } = await reviewed('shop', [])
    const { architecture } = report
    expect(architecture.distribution).toMatchObject({ value: 'disterl' })
    expect(architecture.discovery).toMatchObject([
      {
        library: 'libcluster',
        strategy: 'Cluster.Strategy.Kubernetes.DNS',
        settings: { service: 'shop-headless', application_name: 'shop', polling_interval: '5000' },
        evidence: [{ path: 'config/config.exs' }],
      },
    ])
    expect(architecture.libraries).toEqual([
      { name: 'libcluster', version: '3.5.0', from: 'mix.lock' },
      { name: 'phoenix_pubsub', version: '2.2.0', from: 'mix.lock' },
    ])
    expect(architecture.pubsub).toMatchObject([{ kind: 'Phoenix.PubSub' }])
  })

  it('ticks nothing on the checklist without evidence', async () => {
    const { report } = await reviewed('shop', ['lib'])
    expect(report.checklist.map(({ number, status }) => `${number} ${status}`)).toEqual([
      '1 unknown',
      '2 unknown',
      '3 not-met',
      '4 not-met',
      '5 not-met',
      '6 not-met',
      '7 unknown',
      '8 unknown',
      '9 unknown',
      '10 met',
      '11 met',
      '12 met',
      '13 met',
    ])
    for (const { status, evidence, because } of report.checklist) {
      expect(because).not.toBe('')
      expect(evidence.length > 0).toBe(status === 'met' || status === 'not-met')
    }
  })

  it('tells how far it is, phase by phase', async () => {
    const { steps } = await reviewed('shop', ['lib'])
    expect(steps.map(({ phase, state }) => `${phase} ${state}`)).toEqual([
      'fetch under-way',
      'fetch done',
      'read under-way',
      'read done',
      'rules under-way',
      'rules done',
    ])
    expect(steps.at(3)?.text).toBe('read 6 files, 133 lines')
  })

  it('is the same twice: no finding, order or fingerprint changes', async () => {
    const [first, second] = [await reviewed('shop', []), await reviewed('shop', [])]
    expect(second.report.findings).toEqual(first.report.findings)
  })
})

describe('the Erlang example', () => {
  it('shows each known fault at its place, worst first', async () => {
    const { report } = await reviewed('wallet', ['src'])
    expect(places(report)).toEqual([
      'critical quorum-not-majority src/wallet_writer.erl:11-11',
      'critical leader-by-node-order src/wallet_owner.erl:6-7',
      'critical mnesia-no-partition-recovery src/wallet_store.erl:6-6',
      'critical (not posted) rpc-no-timeout src/wallet_report.erl:10-10',
      'important sequential-fanout src/wallet_report.erl:14-14',
      'important clock-wall-lease src/wallet_lock.erl:8-9',
      'important global-lock-partial src/wallet_lock.erl:12-13',
      'important rpc-error-as-value src/wallet_report.erl:10-10',
      'important (not posted) dist-head-of-line src/wallet_report.erl:10-10',
      'important multi-call-partial-failure src/wallet_writer.erl:9-9',
      'important mnesia-join-result-ignored src/wallet_store.erl:6-6',
      'minor (not posted) clock-unobserved src/wallet_lock.erl:9-9',
      'minor (not posted) cluster-unobserved src/wallet_store.erl:6-6',
      'minor (not posted) rpc-no-timeout src/wallet_lock.erl:13-13',
    ])
  })
})
