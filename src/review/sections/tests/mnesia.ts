import type { Finding } from '../../report.ts'
import { mnesiaTables, type Table } from '../../rules/mnesia/replication.ts'
import { definitionAt } from '../../source/program/calls/modules.ts'
import { lineAt, locationOf } from '../../source/program/place.ts'
import type { Definition, Program } from '../../source/program/program.ts'
import { tables } from '../../source/program/stores/index.ts'
import { type Generated, generated } from './generated.ts'
import { atomText, elixirModule, neededChildren, projectOf, snake, startOf } from './names.ts'
import { elixirPeers, erlangPeers } from './peers.ts'

interface Subject {
  readonly definition: Definition
  readonly table: string
  /** Fields of a record besides its name. */
  readonly fields: number
  /** How the table comes to be: its server is started, or the function is called. */
  readonly starts: boolean
  readonly arity: 0 | 1
  readonly needs: readonly string[]
}

const promises = {
  'mnesia-no-majority': {
    invariant: 'A transaction is refused on the side without a majority of the copies',
    title: 'writes are refused on the minority side',
    test: 'the side without a majority of the copies writes nothing',
    suffix: 'majority',
  },
  'mnesia-no-partition-recovery': {
    invariant: 'After the heal every node reads the same',
    title: 'the copies come together after a heal',
    test: 'after a heal every node reads the same',
    suffix: 'heal',
  },
} as const

export type MnesiaRule = keyof typeof promises

/** A test of one replicated table on three nodes, cut 2 | 1; a reason where the code does not say how the table is made. */
export function mnesiaTest(program: Program, finding: Finding, rule: MnesiaRule): Generated | string {
  const subject = subjectOf(program, finding, rule)
  if (typeof subject === 'string') return subject
  const { definition, table } = subject
  const { file, module, fn } = definition
  const { language } = file.form
  const promise = promises[rule]
  const heals = rule === 'mnesia-no-partition-recovery'
  const at = `${file.path}:${lineAt(file, fn.start)}`
  const base = `${snake(module.name)}_${snake(table)}_${promise.suffix}`
  return generated({
    id: `peer:${promise.suffix}:${table}`,
    title: `${table}: ${promise.title}`,
    finding,
    level: 'multi-vm',
    setup: [
      `Three nodes on one machine; the first makes \`${table}\` as the code does, the others get a copy.`,
      ...(heals && subject.starts
        ? [`Each runs ${module.name}, so that what listens for Mnesia there can act.`]
        : []),
    ],
    workload: `A transaction that writes one record of ${subject.fields} fields on each side.`,
    invariant: promise.invariant,
    wait: heals
      ? {
          seconds: 30,
          because: 'links are closed and open again at once: what is waited for is the recovery',
        }
      : {
          seconds: 0,
          because: 'links are closed and not silent: the loss is seen at once, without the tick',
        },
    language,
    folder: projectOf(program, file.path),
    path: language === 'elixir' ? `test/${base}_test.exs` : `test/${base}_SUITE.erl`,
    code: language === 'elixir' ? elixir(subject, rule, at) : erlang(subject, rule, at, `${base}_SUITE`),
    fillIn: [],
  })
}

function subjectOf(program: Program, { locations }: Finding, rule: MnesiaRule): Subject | string {
  const paths = new Set(locations.map(({ path }) => path))
  const made = mnesiaTables(program).filter(({ name, reach }) => name !== null && reach === 'spanning')
  const near = made.filter(({ site }) =>
    rule === 'mnesia-no-majority'
      ? locations.some(({ path, startLine, endLine }) => {
          const place = locationOf(site)
          return place.path === path && place.startLine <= endLine && startLine <= place.endLine
        })
      : paths.has(site.frame.file.path),
  )
  const table = near[0] ?? (rule === 'mnesia-no-majority' ? undefined : made[0])
  if (!table?.name) return 'Where the table is made, with its attributes, was not found in the code.'
  const definition = definitionAt(table.site.frame)
  if (!definition) return `${table.name} is made in no function that could be called.`
  const fields = fieldsOf(program, table)
  if (fields === null)
    return `The attributes of ${table.name} are computed: a record of it cannot be written here.`
  const { fn, module } = definition
  const shared = { definition, table: table.name, fields }
  if (fn.name === 'init' && fn.arity === 1) {
    const start = startOf(program, definition)
    return start
      ? { ...shared, starts: true, arity: start.arity, needs: neededChildren(program, definition) }
      : `How ${module.name} is started by hand, and with what, is not in the code.`
  }
  return fn.exported && fn.arity === 0
    ? { ...shared, starts: false, arity: 0, needs: [] }
    : `${fn.name}/${fn.arity} makes ${table.name}: what it is given is not in the code.`
}

/** Mnesia's default is a key and a value. */
function fieldsOf(program: Program, { site }: Table): number | null {
  const declared = tables(program).mnesia.tables.find((each) => each.site.expr === site.expr)
  const { attributes } = declared ?? {}
  if (!attributes) return declared ? 2 : null
  const { expr } = attributes
  return expr.kind === 'list' && !expr.tail ? expr.items.length : null
}

function elixir(subject: Subject, rule: MnesiaRule, at: string): string {
  const { definition, table, fields, starts, arity, needs } = subject
  const module = elixirModule(definition.module.name)
  const name = atomText(table, 'elixir')
  const values = (text: string) => [
    name,
    ...Array.from({ length: fields }, (_, index) => (index === 0 ? ':probe' : text)),
  ]
  const heals = rule === 'mnesia-no-partition-recovery'
  const server = `%{id: ${module}, start: {${module}, :start_link, [${arity === 1 ? '[]' : ''}]}}`
  const before = needs.map((child) => `    for node <- nodes, do: start_on(node, ${child})\n`).join('')
  const make = starts
    ? `    start_on(first, ${server})\n`
    : `    :peer.call(elem(first, 0), ${module}, :${definition.fn.name}, [])\n`
  const others = starts && heals ? `    for node <- others, do: start_on(node, ${server})\n` : ''
  const asserted = heals
    ? `    write(elem(first, 0), {${values('1').join(', ')}})
    write(elem(third, 0), {${values('2').join(', ')}})
    heal([first, second], [third])
    assert agree?(nodes, 30), "after 15 s the nodes read #{inspect(read_all(nodes))}"
`
    : `    assert {:aborted, _reason} = write(elem(third, 0), {${values('2').join(', ')}})
`
  return `defmodule ${/^[A-Z]/.test(definition.module.name) ? definition.module.name : 'Table'}${heals ? 'Heal' : 'Majority'}Test do
  use ExUnit.Case, async: false

  @moduletag timeout: 120_000

  # ${at}
  test "${promises[rule].test}" do
    [first, second, third] = nodes = start_nodes(3)
    others = [second, third]
    start_mnesia(nodes)
${before}${make}    copy(first, others)
${others}    cut([first, second], [third])
${asserted}  end

  # The schemas are joined before the table is made, as an operator would: each node starts with an empty one in memory.
  defp start_mnesia([{first, _} | _] = nodes) do
    for {peer, node} <- nodes do
      directory = Path.join(System.tmp_dir!(), "mnesia_#{node}")
      on_exit(fn -> File.rm_rf!(directory) end)
      :ok = :peer.call(peer, :application, :set_env, [:mnesia, :dir, String.to_charlist(directory)])
      :ok = :peer.call(peer, :mnesia, :start, [])
    end

    others = for {_, node} <- tl(nodes), do: node
    {:ok, _} = :peer.call(first, :mnesia, :change_config, [:extra_db_nodes, others])
  end

  defp copy({first, _}, others) do
    for {_, node} <- others do
      {:atomic, :ok} = :peer.call(first, :mnesia, :add_table_copy, [${name}, node, :ram_copies])
    end

    for {peer, _} <- others, do: :ok = :peer.call(peer, :mnesia, :wait_for_tables, [[${name}], 10_000])
  end

  defp write(peer, record) do
    {:ok, tokens, _} = :erl_scan.string(~c"mnesia:transaction(fun() -> mnesia:write(Record) end).")
    {:ok, exprs} = :erl_parse.parse_exprs(tokens)
    {:value, result, _} = :peer.call(peer, :erl_eval, :exprs, [exprs, [Record: record]])
    result
  end
${
  heals
    ? `
  defp heal(left, right) do
    for {peer, _} <- left ++ right, do: :peer.call(peer, :application, :unset_env, [:kernel, :dist_auto_connect])
    for {peer, _} <- left, {_, node} <- right, do: :peer.call(peer, :net_kernel, :connect_node, [node])
  end

  defp read_all(nodes) do
    for {peer, _} <- nodes do
      try do
        :peer.call(peer, :mnesia, :dirty_read, [${name}, :probe])
      catch
        _, _ -> :unreadable
      end
    end
  end

  defp agree?(nodes, tries) do
    read = read_all(nodes)

    cond do
      :unreadable not in read and length(Enum.uniq(read)) == 1 -> true
      tries == 0 -> false
      true -> Process.sleep(500) && agree?(nodes, tries - 1)
    end
  end
`
    : ''
}${elixirPeers}end
`
}

function erlang(subject: Subject, rule: MnesiaRule, at: string, suite: string): string {
  const { definition, table, fields, starts, arity } = subject
  const module = atomText(definition.module.name, 'erlang')
  const name = atomText(table, 'erlang')
  const record = (text: string) =>
    `{${[name, ...Array.from({ length: fields }, (_, index) => (index === 0 ? 'probe' : text))].join(', ')}}`
  const heals = rule === 'mnesia-no-partition-recovery'
  const start = (nodes: string) =>
    `        [{ok, _} = peer:call(Peer, supervisor, start_child, [kernel_safe_sup, Spec]) || {Peer, _} <- ${nodes}],\n`
  const spec = starts
    ? `        Spec = #{id => ${module}, start => {${module}, start_link, [${arity === 1 ? '[]' : ''}]}, restart => temporary},\n`
    : ''
  const make = starts
    ? start('[First]')
    : `        peer:call(FirstPeer, ${module}, ${atomText(definition.fn.name, 'erlang')}, []),\n`
  const asserted = heals
    ? `        write(FirstPeer, ${record('1')}),
        write(ThirdPeer, ${record('2')}),
        heal([First, Second], [Third]),
        agree(Nodes, 30)`
    : `        {aborted, _} = write(ThirdPeer, ${record('2')}),
        ok`
  return `-module(${atomText(suite, 'erlang')}).
-export([all/0, ${heals ? 'copies_agree_after_a_heal' : 'minority_writes_nothing'}/1]).

all() -> [${heals ? 'copies_agree_after_a_heal' : 'minority_writes_nothing'}].

%% ${at}
${heals ? 'copies_agree_after_a_heal' : 'minority_writes_nothing'}(_Config) ->
    Nodes = start_nodes(3),
    try
        [{FirstPeer, _} = First, Second, {ThirdPeer, _} = Third] = Nodes,
        start_mnesia(Nodes),
${spec}${make}        copy(FirstPeer, [Second, Third]),
${starts && heals ? start('[Second, Third]') : ''}        cut([First, Second], [Third]),
${asserted}
    after
        stop_nodes(Nodes)
    end.

%% The schemas are joined before the table is made, as an operator would: each node starts with an empty one in memory.
start_mnesia([{First, _} | Others] = Nodes) ->
    [start_mnesia(Peer, Node) || {Peer, Node} <- Nodes],
    {ok, _} = peer:call(First, mnesia, change_config, [extra_db_nodes, [Node || {_, Node} <- Others]]).

start_mnesia(Peer, Node) ->
    Directory = filename:join("/tmp", "mnesia_" ++ atom_to_list(Node)),
    ok = peer:call(Peer, application, set_env, [mnesia, dir, Directory]),
    ok = peer:call(Peer, mnesia, start, []).

copy(First, Others) ->
    [{atomic, ok} = peer:call(First, mnesia, add_table_copy, [${name}, Node, ram_copies]) || {_, Node} <- Others],
    [ok = peer:call(Peer, mnesia, wait_for_tables, [[${name}], 10000]) || {Peer, _} <- Others],
    ok.

write(Peer, Record) ->
    {ok, Tokens, _} = erl_scan:string("mnesia:transaction(fun() -> mnesia:write(Record) end)."),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    {value, Result, _} = peer:call(Peer, erl_eval, exprs, [Exprs, [{'Record', Record}]]),
    Result.
${
  heals
    ? `
heal(Left, Right) ->
    [peer:call(Peer, application, unset_env, [kernel, dist_auto_connect]) || {Peer, _} <- Left ++ Right],
    [peer:call(Peer, net_kernel, connect_node, [Node]) || {Peer, _} <- Left, {_, Node} <- Right].

agree(Nodes, Tries) ->
    Read = [catch peer:call(Peer, mnesia, dirty_read, [${name}, probe]) || {Peer, _} <- Nodes],
    case lists:usort(Read) of
        [Same] when is_list(Same) -> ok;
        _ when Tries =:= 0 -> error({nodes_read, Read});
        _ -> timer:sleep(500), agree(Nodes, Tries - 1)
    end.
`
    : ''
}${erlangPeers}`
}
