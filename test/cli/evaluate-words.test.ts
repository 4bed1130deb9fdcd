import { describe, expect, it } from 'vitest'
import { Consultation } from '../../src/review/consensus/consult.ts'
import { temporaryFolder, writeFiles } from '../review/checkout/fixtures.ts'
import { shell } from './shell.ts'

const cart =
  'a shopping cart that works offline on phones, 3 data centres, at most 5 nodes now, 40 next year, we already run Postgres'

async function asked(...words: string[]): Promise<Consultation> {
  const { out, err, code } = await shell('evaluate', ...words, '--format', 'json')
  expect([code, err]).toEqual([0, ''])
  const printed = JSON.parse(out)
  expect(Consultation.parse(printed)).toEqual(printed)
  return printed
}

function sources({ requirements }: Consultation) {
  return requirements.map(({ key, value, source }) => `${key}=${value} ${source}`)
}

/** A project with a client library, a StatefulSet of five and a database beside it. */
function project(): string {
  const folder = temporaryFolder()
  const kubernetes = [
    'apiVersion: apps/v1',
    'kind: StatefulSet',
    'metadata:',
    '  name: shop',
    'spec:',
    '  replicas: 5',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: shop',
    '          image: registry.example/shop:1.2',
  ]
  writeFiles(folder, {
    'mix.exs':
      'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "1.0.0", deps: deps()]\n  defp deps do\n    [\n      {:postgrex, "~> 0.19"},\n      {:redix, "~> 1.5"}\n    ]\n  end\nend\n',
    'lib/shop.ex': 'defmodule Shop do\nend\n',
    'deploy/production/shop.yaml': `${kubernetes.join('\n')}\n`,
  })
  return folder
}

describe('evaluate with a use case in words', () => {
  it('says of each requirement where it comes from: the words with their place, or nobody', async () => {
    const consultation = await asked(cart)
    expect(sources(consultation)).toEqual([
      'data=map said',
      'consistency=1 assumed',
      'conflict=merge assumed',
      'contention=1 assumed',
      'availability=2 assumed',
      'offline=2 said',
      'regions=3 said',
      'durability=2 assumed',
      'mix=balanced assumed',
      'latency_ms=100 assumed',
      'nodes=40 said',
      'shardable=false assumed',
      'skill=1 assumed',
      'infra=postgres said',
      'cross_service=false assumed',
    ])
    for (const { source, quote, at } of consultation.requirements) {
      if (source === 'said') expect(cart.slice(at ?? 0).startsWith(quote?.split(', ')[0] ?? '-')).toBe(true)
    }
  })

  it('recommends nothing while an answer decides, says what leads, and how to build that', async () => {
    const { recommendation, questions, options, answer } = await asked(cart)
    expect(recommendation).toBeNull()
    expect(questions.map(({ dimension }) => dimension)).toContain('consistency')
    expect([answer?.option, answer?.firm]).toEqual([options[0]?.id, false])
    expect(answer?.elixir.map(({ file }) => file)).toEqual([
      'lib/cart.ex',
      'test/cart_test.exs',
      'test/support/peers.ex',
    ])
  })

  it('what is set goes before what is said', async () => {
    const consultation = await asked(cart, '--set', 'nodes=9', '--set', 'infra=')
    expect(sources(consultation)).toEqual(expect.arrayContaining(['nodes=9 set', 'infra= set']))
  })

  it('words need no quotes', async () => {
    expect((await asked('a', 'lock', 'on', '5', 'nodes')).useCase).toBe('a lock on 5 nodes')
  })

  it('prints in words what was read, the code in both languages, and the way there', async () => {
    for (const format of ['terminal', 'markdown']) {
      const { out, code } = await shell(
        'evaluate',
        'a lock for a nightly job, never run twice, Postgres',
        '--format',
        format,
      )
      expect(code).toBe(0)
      for (const part of [
        'Read or set:',
        'defmodule Claim do',
        '-module(claim).',
        'Way back:',
        'Alert when:',
      ]) {
        expect(out.replace(/\\/g, '')).toContain(part)
      }
    }
  })
})

describe('evaluate --repo', () => {
  it('adds what the files show, with file and line, and takes the larger number', async () => {
    const { requirements, repository } = await asked(
      'a lock for a nightly job, 3 nodes, no Redis',
      '--repo',
      project(),
    )
    const shown = requirements.filter(({ source }) => source === 'shown')
    expect(shown.map(({ key, value }) => [key, value])).toEqual([
      ['nodes', 5],
      ['infra', ['postgres', 'k8s']],
    ])
    const places = shown.flatMap((each) => each.places.map(({ path, startLine }) => `${path}:${startLine}`))
    expect(places).toEqual(expect.arrayContaining(['mix.exs:6', 'deploy/production/shop.yaml:6']))
    expect(repository?.commit).toBeNull()
  })

  it('alone is enough to be answered', async () => {
    expect((await asked('--repo', project())).requirements.some(({ source }) => source === 'shown')).toBe(
      true,
    )
  })

  it('that is not there is a sentence, exit code 3', async () => {
    const { err, code } = await shell('evaluate', 'a lock', '--repo', '/nowhere/at-all')
    expect([code, err.startsWith('distreview: ')]).toEqual([3, true])
  })
})

describe('what cannot be answered or read is one sentence', () => {
  it.each([
    [[''], 2, /The use case is empty. Say what the data is/],
    [['   '], 2, /The use case is empty/],
    [['hello world'], 3, /Nothing in these words says what the data is/],
    [
      ['a lock on minus five nodes'],
      2,
      /"minus five nodes" gives `nodes` the value -5, which it cannot have/,
    ],
    [['a queue on 0 nodes'], 2, /"0 nodes" gives `nodes` the value 0/],
    [['a lock on 5000000 nodes'], 2, /It is a whole number from 1 to 1,000,000/],
    [['x'.repeat(5_000)], 2, /5,000 characters long/],
    [['a lock', '--set', 'dta=lock'], 2, /Did you mean `data`\?/],
    [['a lock', '--ref', 'main'], 2, /`--ref` says which commit of `--repo`/],
  ])('%j', async (words, expected, sentence) => {
    const { out, err, code } = await shell('evaluate', ...words)
    expect([out, code]).toEqual(['', expected])
    expect(err).toMatch(sentence)
  })

  it('500 nodes with an offline leader: contradictory, with what to do instead', async () => {
    const { contradictory, recommendation, answer, caveats } = await asked(
      '500 nodes with offline leader election',
    )
    expect([contradictory, recommendation, answer]).toEqual([true, null, null])
    expect(caveats.join(' ')).toContain('a leader that is taken offline excludes nobody')
    expect(caveats.join(' ')).toContain('Three, five or seven nodes vote; the others of the 500 are clients')
  })

  it('an invariant that offline clients write: named, with ways out', async () => {
    const { contradictory, caveats } = await asked(
      'hotel rooms must never be sold twice, and tills sell without internet',
    )
    expect(contradictory).toBe(true)
    expect(caveats[0]).toContain('Reserve a share per site (escrow)')
  })
})
