import { expect, test } from 'vitest'
import { watchedAtoms } from '../../../src/review/rules/index.ts'
import { judge } from '../../../src/review/rules/judge.ts'
import { programOf } from '../source/program/build.ts'

/** What is posted of one rule. */
async function posted(rule: string, files: Record<string, string>) {
  const { findings } = await judge(programOf(files, watchedAtoms))
  return findings.filter((finding) => finding.posted && finding.rule === rule)
}

test('an effect that no lock follows is said to be repeated by a failed commit, not by a lock conflict', async () => {
  const [last, followed] = await posted('mnesia-tx-side-effect', {
    'src/desk.erl': `-module(desk).
-export([leave/1, clear/1]).
leave(Id) ->
    mnesia:transaction(fun() ->
        mnesia:delete({desk, Id}),
        mnesia:dirty_update_counter(desks, taken, -1)
    end).
clear(Ids) ->
    mnesia:transaction(fun() ->
        [begin mnesia:delete({desk, Id}), mnesia:dirty_update_counter(desks, taken, -1) end || Id <- Ids]
    end).
`,
  })
  expect([
    last?.locations[0]?.startLine,
    last?.problem,
    followed?.locations[0]?.startLine,
    followed?.problem,
  ]).toEqual([
    4,
    'The fun of the transaction counts dirtily, past the transaction. Its locks are taken by then, so that a lock conflict does not repeat the effect; a commit that fails does, as the fun runs again, and an abort does not undo it.',
    9,
    'The fun of the transaction counts dirtily, past the transaction. It runs again on each lock conflict, and an abort does not undo it.',
  ])
})

test('the calls of one start that waits for other nodes are one finding with all of their places', async () => {
  const findings = await posted('rpc-no-timeout', {
    'src/shop.app.src': '{application, shop, [{mod, {shop_app, []}}]}.',
    'src/shop_app.erl': `-module(shop_app).
-behaviour(application).
-export([start/2, stop/1]).
start(_Type, _Args) ->
    ok = shop_peers:settle(nodes()),
    shop_sup:start_link().
stop(_State) -> ok.
`,
    'src/shop_peers.erl': `-module(shop_peers).
-export([settle/1]).
settle(Nodes) ->
    [ok = rpc:call(Node, shop_stock, open, []) || Node <- Nodes],
    shop_ready:ask(Nodes).
`,
    'src/shop_ready.erl': `-module(shop_ready).
-export([ask/1]).
ask(Nodes) -> asked(Nodes).
asked(Nodes) -> [true = rpc:call(Node, shop_stock, ready, []) || Node <- Nodes], ok.
`,
  })
  expect(
    findings.map(({ severity, locations }) => [
      severity,
      locations.map((at) => `${at.path}:${at.startLine}`),
    ]),
  ).toEqual([['critical', ['src/shop_peers.erl:4', 'src/shop_ready.erl:4']]])
})

test('a table on the disk of one node is told of the restart, and of no second node', async () => {
  const [finding] = await posted('clock-id-not-unique', {
    'src/shares.erl': `-module(shares).
-export([make/0, keep/1]).
make() -> mnesia:create_table(share, [{disc_copies, [node()]}]).
keep(Body) -> mnesia:dirty_write({share, erlang:unique_integer([monotonic]), Body}).
`,
  })
  expect([finding?.title, finding?.failureScenario.length]).toEqual([
    'A key that is unique until the VM restarts is kept on disk',
    3,
  ])
})

test('a topology of Epmd is not said to look up anything in DNS', async () => {
  const [finding] = await posted('discovery-failure-disconnects', {
    'config/runtime.exs': `import Config
config :libcluster,
  topologies: [
    static: [strategy: Cluster.Strategy.Epmd, config: [hosts: [:"a@10.0.0.1", :"b@10.0.0.2"]]]
  ]
`,
    'lib/names.ex': `defmodule Names do
  def register(name), do: :global.register_name(name, self())
end
`,
  })
  expect(finding?.title).toBe('A node that is lost is not connected again')
})
