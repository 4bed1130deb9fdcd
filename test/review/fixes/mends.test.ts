import { describe, expect, test } from 'vitest'
import { judged } from './patched.ts'

/** The lines that the patch of a rule's only finding takes away and adds. */
async function changed(path: string, text: string, rule: string): Promise<string[]> {
  const { findings } = await judged({ [path]: text })
  const [finding, another] = findings.filter((each) => each.rule === rule)
  expect(another).toBeUndefined()
  const lines = finding?.fix.patch?.diff.split('\n').slice(2) ?? []
  return lines.filter((line) => /^[-+]/.test(line))
}

describe('a call gets its limit', () => {
  const server = (constants: string, call: string) => `-module(views).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2]).
${constants}
init(Peer) -> {ok, Peer}.

handle_call(members, _From, Peer) ->
    {reply, ${call}, Peer}.

handle_cast(_Message, Peer) -> {noreply, Peer}.
`
  test.each([
    [
      'below what a caller of the server waits',
      '',
      'rpc:call(Peer, views, members, [])',
      'rpc:call(Peer, views, members, [], 4000)',
    ],
    [
      'from the constant of the file',
      '-define(RPC_TIMEOUT, 3000).',
      'rpc:call(Peer, views, members, [])',
      'rpc:call(Peer, views, members, [], ?RPC_TIMEOUT)',
    ],
    [
      'not from a constant that is longer than a caller waits',
      '-define(RPC_TIMEOUT, 30000).',
      'rpc:call(Peer, views, members, [])',
      'rpc:call(Peer, views, members, [], 4000)',
    ],
    [
      'with the nodes that it asks by default',
      '',
      'gen_server:multi_call(views, get_members)',
      'gen_server:multi_call([node() | nodes()], views, get_members, 4000)',
    ],
    [
      'in place of infinity',
      '',
      'rpc:call(Peer, views, members, [], infinity)',
      'rpc:call(Peer, views, members, [], 4000)',
    ],
  ])('%s', async (_what, constants, before, after) => {
    const text = server(constants, before)
    expect(await changed('src/views.erl', text, 'rpc-no-timeout')).toEqual([
      `-    {reply, ${before}, Peer}.`,
      `+    {reply, ${after}, Peer}.`,
    ])
  })

  test('and none where it changes something: after a time-out nobody would know', async () => {
    const text = server('', 'rpc:call(Peer, views, leave, [])')
    expect(await changed('src/views.erl', text, 'rpc-no-timeout')).toEqual([])
  })

  test('and where a macro stands for it in its definition alone: a use takes what the macro takes', async () => {
    const text = server('-define(ASK(Node), rpc:call(Node, views, members, [])).', '?ASK(Peer)')
    const { findings } = await judged({ 'src/views.erl': text })
    const edits = findings.flatMap(({ fix }) => fix.patch?.files.flatMap((file) => file.edits) ?? [])
    expect(edits).toEqual([
      {
        startLine: 4,
        endLine: 4,
        lines: ['-define(ASK(Node), rpc:call(Node, views, members, [], 5000)).'],
      },
    ])
  })

  test('and is broken over lines as the formatter does, where the line grows too wide', async () => {
    const text = `defmodule Views do
  use GenServer

  def init(peer), do: {:ok, peer}

  def handle_call(:members, _from, peer_of_the_other_region) do
    members = :rpc.call(peer_of_the_other_region, Views.Registry.Members, :list_members, [:every])
    {:reply, members, peer_of_the_other_region}
  end
end
`
    expect(await changed('lib/views.ex', text, 'rpc-no-timeout')).toEqual([
      '-    members = :rpc.call(peer_of_the_other_region, Views.Registry.Members, :list_members, [:every])',
      '+    members = :rpc.call(',
      '+      peer_of_the_other_region,',
      '+      Views.Registry.Members,',
      '+      :list_members,',
      '+      [:every],',
      '+      4_000',
      '+    )',
    ])
  })
})

describe('replicated code takes the time of the entry', () => {
  test('in Erlang, and names the metadata that it ignored', async () => {
    const text = `-module(lease_machine).
-behaviour(ra_machine).
-export([init/1, apply/3]).

init(_) -> #{}.

apply(_Meta, {take, Key}, State) ->
    Now = erlang:system_time(millisecond),
    {State#{Key => Now}, ok}.
`
    expect(await changed('src/lease_machine.erl', text, 'ra-apply-nondeterministic')).toEqual([
      '-apply(_Meta, {take, Key}, State) ->',
      '-    Now = erlang:system_time(millisecond),',
      '+apply(Meta, {take, Key}, State) ->',
      '+    Now = maps:get(system_time, Meta),',
    ])
  })

  test('in Elixir', async () => {
    const text = `defmodule Lease.Machine do
  @behaviour :ra_machine

  def init(_config), do: %{}

  def apply(meta, {:take, key}, state) do
    now = System.system_time(:millisecond)
    {Map.put(state, key, {meta.index, now}), :ok}
  end
end
`
    expect(await changed('lib/machine.ex', text, 'ra-apply-nondeterministic')).toEqual([
      '-    now = System.system_time(:millisecond)',
      '+    now = meta.system_time',
    ])
  })
})
