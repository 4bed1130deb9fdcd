import type { Tap } from '../../../src/review/expert/client.ts'
import { createExpert } from '../../../src/review/expert/expert.ts'
import type { Purse } from '../../../src/review/expert/purse.ts'
import type { Journal } from '../../../src/review/journal.ts'
import { review } from '../../../src/review/pipeline.ts'
import type { Depth, Report } from '../../../src/review/report.ts'
import type { Progress } from '../../../src/review/request.ts'
import { type Files, repository } from '../checkout/fixtures.ts'
import type { Api } from './api.ts'

/** A small cluster: a counter that loses updates, a fault that a rule finds, a file outside lib, and a secret. */
export const cluster: Files = {
  'lib/counter.ex': `defmodule Shop.Counter do
  use GenServer

  # Every node may call this; the count is read and written in two steps.
  def bump(key) do
    count = Shop.Store.get(key)
    Shop.Store.put(key, count + 1)
  end

  def init(state), do: {:ok, state}

  def handle_info({:nodedown, _node}, state) do
    Shop.Leader.take_over()
    {:noreply, state}
  end
end
`,
  'lib/store.ex': `defmodule Shop.Store do
  @password "hunter2-and-more"

  def get(key), do: :rpc.call(:store@a, :ets, :lookup_element, [:counts, key, 2])
  def put(key, value), do: GenServer.cast({:store, :store@a}, {:put, key, value})
end
`,
  'lib/voting.ex': `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`,
  'src/shop_lock.erl': `-module(shop_lock).
-export([take/1]).

take(Name) ->
    Token = erlang:unique_integer([positive]),
    ets:insert_new(locks, {Name, Token}).
`,
  'tools/admin.ex': `defmodule Shop.Admin do
  def reset(key), do: Shop.Store.put(key, 0)
  def bump_all(keys), do: Enum.each(keys, &Shop.Counter.bump/1)
  def one(key), do: Shop.Counter.bump(key)
end
`,
}

export interface Asked {
  readonly depth?: Depth
  readonly paths?: readonly string[]
  readonly model?: string
  readonly baseUrl?: string
  readonly maxTokens?: number
  readonly maxUsd?: number
  readonly timeout?: number
  readonly retries?: number
  readonly signal?: AbortSignal
  readonly journal?: Journal
  readonly purse?: Purse
  readonly withheld?: readonly string[]
  readonly notFor?: readonly string[]
  readonly tap?: Tap
}

export const apiKey = 'test-key-of-nobody'

/** The expert over a scripted API (or any, by its address), as main.ts makes it. */
export function expertOver(api: Partial<Api>, asked: Asked = {}) {
  const { model = 'claude-opus-5-5', maxTokens = 1_000_000, maxUsd = 10, retries = 0 } = asked
  const { timeout, baseUrl, withheld, notFor, tap } = asked
  const provider = { via: 'api', apiKey, baseUrl } as const
  const fetch = api.fetch
  return createExpert({ provider, model, maxTokens, maxUsd, fetch, timeout, retries, withheld, notFor, tap })
}

/** One repository for all tests of a file: the engine only reads it. */
const folders = new Map<Files, string>()

export function folderOf(files: Files = cluster): string {
  const folder = folders.get(files) ?? repository(files).folder
  folders.set(files, folder)
  return folder
}

/** A review of the cluster by the real engine; without an API by the engine alone. */
export async function reviewCluster(api: Partial<Api> | null, asked: Asked = {}, files: Files = cluster) {
  const folder = folderOf(files)
  const steps: Progress[] = []
  const report: Report = await review(
    {
      source: { kind: 'local', name: 'shop', path: folder },
      paths: asked.paths ?? ['lib', 'src'],
      ref: 'main',
      worktree: false,
      depth: asked.depth ?? 'standard',
    },
    {
      clock: () => 0,
      mirrors: null,
      version: '0.0.0',
      progress: (step) => steps.push(step),
      expert: api && expertOver(api, asked),
      signal: asked.signal,
      journal: asked.journal,
      purse: asked.purse,
    },
  )
  return { report, steps }
}
