import { expect, test } from 'vitest'
import { review } from '../../../src/review/pipeline.ts'
import { Report } from '../../../src/review/report.ts'
import { whatIf } from '../../../src/review/what-if/index.ts'
import { type Files, repository } from '../checkout/fixtures.ts'

const cluster: Files = {
  'mix.exs': `defmodule Club.MixProject do
  use Mix.Project
  def project, do: [app: :club, version: "0.1.0", deps: deps()]
  defp deps, do: [{:ra, "~> 2.7"}, {:libcluster, "~> 3.3"}]
end
`,
  'rel/vm.args.eex': '-kernel net_ticktime 20\n',
  'config/runtime.exs': `import Config
config :libcluster,
  topologies: [
    k8s: [strategy: Cluster.Strategy.Kubernetes.DNS, config: [service: "club", application_name: "club", polling_interval: 2_000]]
  ]
config :club, Club.Repo, pool_size: String.to_integer(System.get_env("POOL_SIZE") || "12")
`,
  'k8s/club.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: club
spec:
  replicas: 5
  serviceName: club
  template:
    spec:
      containers:
        - name: club
          image: example/club:1
          env:
            - name: RELEASE_NODE
              value: club
`,
  'lib/log.ex': `defmodule Club.Log do
  def form do
    ids = for n <- [:"a@h1", :"a@h2", :"a@h3"], do: {:club, n}
    :ra.start_cluster(:default, :club, {:module, Club.Machine, %{}}, ids)
  end
end
`,
  'lib/seats.ex': `defmodule Club.Seats do
  def create(nodes) do
    :mnesia.create_table(:seats, disc_copies: [node() | nodes], attributes: [:id, :by])
  end

  def take(id, by), do: :mnesia.transaction(fn -> :mnesia.write({:seats, id, by}) end)
  def join(peer), do: :mnesia.change_config(:extra_db_nodes, [peer])
end
`,
  'lib/boss.ex': `defmodule Club.Boss do
  use GenServer
  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: {:global, __MODULE__})
  def init(state), do: {:ok, state}
end
`,
  'lib/repo.ex': `defmodule Club.Repo do
  use Ecto.Repo, otp_app: :club, adapter: Ecto.Adapters.Postgres
end
`,
}

async function reviewed(files: Files): Promise<Report> {
  const { folder } = repository(files)
  return review(
    { source: { kind: 'local', name: 'club', path: folder }, paths: [], ref: null, worktree: false },
    { clock: () => 0, mirrors: null, version: '0', progress: () => {} },
  )
}

const report = await reviewed(cluster)

test('facts are read from code, configuration and manifests, each with its place', () => {
  const { facts } = report
  const at = (evidence: readonly { path: string; startLine: number }[] | undefined) =>
    evidence?.map(({ path, startLine }) => `${path}:${startLine}`)
  expect(facts?.size).toMatchObject({ value: { min: 5, max: 5 } })
  expect(facts?.settings.map(({ key, value, evidence }) => [key, value, at(evidence)])).toEqual([
    ['net_ticktime', '20', ['rel/vm.args.eex:1']],
  ])
  expect(
    facts?.mechanisms.map(({ kind, name, members, majority, evidence }) => [
      kind,
      name,
      members,
      majority,
      at(evidence),
    ]),
  ).toEqual([
    ['ra', 'club', 3, null, ['lib/log.ex:4']],
    ['mnesia', 'seats', null, false, ['lib/seats.ex:3']],
    ['global-names', null, null, null, ['lib/boss.ex:3']],
    ['postgres', null, null, null, ['lib/repo.ex:2']],
  ])
  expect(facts?.discovery.map(({ library, strategy, pollMs }) => [library, strategy, pollMs])).toEqual([
    ['libcluster', 'Cluster.Strategy.Kubernetes.DNS', 2_000],
  ])
  expect(facts?.pools.map(({ size }) => size)).toEqual([12])
})

test('a report that was stored answers the same, and one without facts says what it lacks', () => {
  const stored = Report.parse(JSON.parse(JSON.stringify(report)))
  const words = 'what if one node is isolated'
  expect(whatIf(words, stored)).toEqual(whatIf(words, report))
  const { facts: _, ...earlier } = stored
  const answer = whatIf(words, Report.parse(earlier))
  expect(answer.unknown.map(({ what }) => what)).toEqual([
    'the number of nodes',
    'the mechanisms in the code',
  ])
})

test('one node is isolated: by the voters, the copies, the name and the tick of this code', () => {
  const answer = whatIf('what if one node is isolated', report)
  expect(answer.detection).toMatchObject({ fromMs: 15_000, toMs: 25_000 })
  expect(answer.headline).toBe(
    'Every side goes on by itself with Mnesia `seats` and `:global` names. Only {a, b, c, d} goes on with ra `club`.',
  )
  expect(answer.assumptions[0]).toBe(
    'Mnesia `seats`: each of the 5 nodes has a copy, as their list is put together when it runs.',
  )
  expect(answer.mechanisms.find(({ kind }) => kind === 'mnesia')?.heals).toContain(
    'Nothing that was read handles `inconsistent_database`.',
  )
  expect(answer.findings.map(({ rule }) => rule)).toContain('mnesia-no-partition-recovery')
})

test('DNS fails: its strategy disconnects all at the next poll, and each node is alone', () => {
  const answer = whatIf('what if DNS discovery fails', report)
  expect(answer.headline).toBe(
    'Within 2 s every node disconnects all others and is alone. Each goes on by itself with Mnesia `seats` and `:global` names. None goes on with ra `club`.',
  )
  expect(answer.timeline?.events.map(({ at }) => at)).toEqual([0, 2_000])
})

test('the API of Kubernetes fails: this strategy does not ask it', () => {
  const answer = whatIf('what if the Kubernetes API is down', report)
  expect(answer.headline).toBe(
    'What is connected stays connected; new and restarted nodes do not find the others.',
  )
})

test('80 nodes: connections are the pool that the code sets, times the nodes', () => {
  const answer = whatIf('what if we grow to 80 nodes', report)
  expect(answer.headline).toBe('A full mesh of 80 nodes has 3,160 links instead of 10, 79 for each node.')
  expect(answer.figures.find(({ what }) => what === 'connections to the database')?.value).toMatch(
    /^80 nodes × 12 = 960;/,
  )
})

test('what the question states goes before the code, and that is said', () => {
  const answer = whatIf('what if 2 of 7 nodes fail, ra with 7 voters', report)
  expect(answer.sides.map(({ size }) => size)).toEqual([5, 2])
  expect(answer.assumptions).toEqual([
    'The code says 5 nodes; the 7 of the question are computed with.',
    'ra of the code (`lib/log.ex:4`) is set aside for what the question states.',
    'Mnesia `seats`: each of the 7 nodes has a copy, as their list is put together when it runs.',
  ])
})
