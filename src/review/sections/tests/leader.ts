import type { Finding } from '../../report.ts'
import { lineAt } from '../../source/program/place.ts'
import { processOf } from '../../source/program/processes/processes.ts'
import type { Definition, Program } from '../../source/program/program.ts'
import { type Generated, generated } from './generated.ts'
import { atomText, definitionOf, elixirModule, neededChildren, projectOf, snake, startOf } from './names.ts'
import { elixirPeers, erlangPeers } from './peers.ts'

const invariant = 'At most one node leads'
const asks = /lead|own|master|primary|coordinator|active/i
const never = /^(become|elect|start|stop|init|resign|step|set|get|on)_?/i

interface Election {
  readonly definition: Definition
  /** A function without arguments that tells whether this node leads. */
  readonly predicate: string
  readonly server: boolean
  readonly arity: 0 | 1
  /** The field of the state that holds the leader, where its loss begins the election. */
  readonly field: string | null
  readonly needs: readonly string[]
}

/** A test on four nodes that are cut in halves, where the module can be asked whether its node leads. */
export function leaderTest(program: Program, finding: Finding): Generated | string {
  const election = electionOf(program, finding)
  if (typeof election === 'string') return election
  const { file, module, fn } = election.definition
  const { language } = file.form
  const at = `${file.path}:${lineAt(file, fn.start)}`
  const name = `${module.name}${language === 'elixir' ? '.' : ':'}${election.predicate}/0`
  return generated({
    id: `peer:leader:${module.name}`,
    title: `At most one side of an even split leads, asked by ${name}`,
    finding,
    level: 'multi-vm',
    setup: [
      `${election.field === null ? 4 : 5} nodes on one machine${election.server ? `, each with ${module.name}` : ''}.`,
      ...(election.field === null
        ? []
        : [
            `All hold the fifth to be the leader, in the field \`${election.field}\` of their state; it is stopped after the cut.`,
          ]),
    ],
    workload: `${name} on each node, 20 times in 2 s`,
    invariant,
    wait: {
      seconds: 2,
      because: 'links are closed and not silent: the loss is seen at once, without the tick',
    },
    language,
    folder: projectOf(program, file.path),
    path:
      language === 'elixir'
        ? `test/${snake(module.name)}_partition_test.exs`
        : `test/${module.name}_partition_SUITE.erl`,
    code: language === 'elixir' ? elixir(election, at) : erlang(election, at),
    fillIn: [],
  })
}

function electionOf(program: Program, finding: Finding): Election | string {
  const definition = definitionOf(program, finding)
  if (!definition) return 'The finding stands in no function that could be called.'
  const { module } = definition
  const predicate = module.functions.find(
    ({ name, arity, exported }) => arity === 0 && exported && asks.test(name) && !never.test(name),
  )
  if (!predicate)
    return `No exported function of ${module.name} without arguments tells whether this node leads.`
  const server = processOf(program, module)?.kind === 'gen_server'
  const start = server ? startOf(program, definition) : { arity: 0 as const }
  if (!start) return `How ${module.name} is started by hand, and with what, is not in the code.`
  return {
    definition,
    predicate: predicate.name,
    server,
    arity: start.arity,
    field: server ? fieldOf(definition) : null,
    needs: server ? neededChildren(program, definition) : [],
  }
}

/** The field whose value is the node of a `{nodedown, Node}` in the same head. */
function fieldOf({ module }: Definition): string | null {
  for (const { name, arity, clauses } of module.functions) {
    if (name !== 'handle_info' || arity !== 2) continue
    for (const {
      patterns: [message, given],
    } of clauses) {
      const [tag, lost] = message?.kind === 'tuple' ? message.items : []
      const state =
        given?.kind === 'match' ? (given.pattern.kind === 'map' ? given.pattern : given.value) : given
      if (tag?.kind !== 'atom' || tag.name !== 'nodedown' || lost?.kind !== 'var' || state?.kind !== 'map')
        continue
      for (const { key, value } of state.entries)
        if (key.kind === 'atom' && value.kind === 'var' && value.name === lost.name && state.struct === null)
          return key.name
    }
  }
  return null
}

function elixir({ definition, predicate, server, arity, field, needs }: Election, at: string): string {
  const module = elixirModule(definition.module.name)
  const start = [
    ...needs.map((child) => `    for node <- nodes, do: start_on(node, ${child})`),
    ...(server
      ? [
          `    for node <- nodes, do: start_on(node, %{id: ${module}, start: {${module}, :start_link, [${arity === 1 ? '[]' : ''}]}})`,
        ]
      : []),
  ]
  return `defmodule ${/^[A-Z]/.test(definition.module.name) ? definition.module.name : 'Leader'}PartitionTest do
  use ExUnit.Case, async: false

  @moduletag timeout: 120_000

  # ${at}
  test "at most one side of an even split leads" do
    ${field === null ? '[a, b, c, d] = nodes' : '[a, b, c, d, leader] = nodes'} = start_nodes(${field === null ? 4 : 5})
    {left, right} = {[a, b], [c, d]}
${start.join('\n')}${start.length > 0 ? '\n' : ''}${
  field === null
    ? '    cut(left, right)\n'
    : `    {leader_peer, leader_node} = leader
    for {peer, _} <- left ++ right, do: hold(peer, ${module}, ${atomText(field, 'elixir')}, leader_node)
    cut(left, right)
    :peer.stop(leader_peer)
    for {peer, _} <- left ++ right, do: unseen(peer, [leader])
`
}
    for _ <- 1..20 do
      leaders = for {peer, node} <- left ++ right, :peer.call(peer, ${module}, :${quoted(predicate)}, []), do: node
      assert length(leaders) <= 1, "#{length(leaders)} nodes lead at once: #{inspect(leaders)}"
      Process.sleep(100)
    end
  end
${
  field === null
    ? ''
    : `
  # Evaluated on the node itself: a fun of this file is not known there.
  defp hold(peer, server, field, value) do
    {:ok, tokens, _} = :erl_scan.string(~c"sys:replace_state(Server, fun(State) -> State\\#{Field => Value} end).")
    {:ok, exprs} = :erl_parse.parse_exprs(tokens)
    bindings = [Field: field, Server: server, Value: value]
    :peer.call(peer, :erl_eval, :exprs, [exprs, bindings])
  end
`
}${elixirPeers}end
`
}

function quoted(name: string): string {
  return /^[a-z_]\w*[?!]?$/.test(name) ? name : `"${name}"`
}

function erlang({ definition, predicate, server, arity, field }: Election, at: string): string {
  const { module } = definition
  const name = atomText(module.name, 'erlang')
  const all = field === null ? '[A, B, C, D]' : '[A, B, C, D, {LeaderPeer, LeaderNode} = Leader]'
  const start = server
    ? `        Spec = #{id => ${name}, start => {${name}, start_link, [${arity === 1 ? '[]' : ''}]}, restart => temporary},
        [{ok, _} = peer:call(Peer, supervisor, start_child, [kernel_safe_sup, Spec]) || {Peer, _} <- Nodes],
`
    : ''
  const lost =
    field === null
      ? '        cut(Left, Right),\n'
      : `        [hold(Peer, ${name}, ${atomText(field, 'erlang')}, LeaderNode) || {Peer, _} <- Left ++ Right],
        cut(Left, Right),
        peer:stop(LeaderPeer),
        [unseen(Peer, [Leader], 100) || {Peer, _} <- Left ++ Right],
`
  return `-module(${atomText(`${module.name}_partition_SUITE`, 'erlang')}).
-export([all/0, at_most_one_side_leads/1]).

all() -> [at_most_one_side_leads].

%% ${at}
at_most_one_side_leads(_Config) ->
    Nodes = start_nodes(${field === null ? 4 : 5}),
    try
        ${all} = Nodes,
        {Left, Right} = {[A, B], [C, D]},
${start}${lost}        at_most_one_leads(Left ++ Right, 20)
    after
        stop_nodes(Nodes)
    end.

at_most_one_leads(_Nodes, 0) ->
    ok;
at_most_one_leads(Nodes, Times) ->
    case [Node || {Peer, Node} <- Nodes, peer:call(Peer, ${name}, ${atomText(predicate, 'erlang')}, [])] of
        [] -> ok;
        [_] -> ok;
        Leaders -> error({nodes_lead_at_once, Leaders})
    end,
    timer:sleep(100),
    at_most_one_leads(Nodes, Times - 1).
${
  field === null
    ? ''
    : `
%% Evaluated on the node itself: a fun of this file is not known there.
hold(Peer, Server, Field, Value) ->
    {ok, Tokens, _} = erl_scan:string("sys:replace_state(Server, fun(State) -> State#{Field => Value} end)."),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    peer:call(Peer, erl_eval, exprs, [Exprs, [{'Field', Field}, {'Server', Server}, {'Value', Value}]]).
`
}${erlangPeers}`
}
