import type { Finding } from '../../report.ts'
import { thresholds } from '../../rules/quorum/threshold.ts'
import { lineAt } from '../../source/program/place.ts'
import type { Definition, Program } from '../../source/program/program.ts'
import { visitClause } from '../../source/walk.ts'
import { type Generated, generated } from './generated.ts'
import { atomText, elixirModule, projectOf, snake } from './names.ts'

const invariant = 'Two disjoint groups of voters never both reach the threshold'

/** A function that tells how many must agree. */
interface Threshold {
  readonly definition: Definition
  /** It takes the voters, or their number. */
  readonly takes: 'list' | 'number'
  /** Votes that the code asks for beyond its result: 1 where it says `>`. */
  readonly beyond: 0 | 1
}

/** A test of the arithmetic itself, where a function of its own gives the threshold; null where it stands inline. */
export function quorumTest(program: Program, finding: Finding): Generated | null {
  const threshold = thresholdOf(program, finding)
  if (!threshold) return null
  const { file, module, fn } = threshold.definition
  const { language } = file.form
  if (language === 'elixir' && !fn.exported) return null
  const at = `${file.path}:${lineAt(file, fn.start)}`
  const name = `${module.name}${language === 'elixir' ? '.' : ':'}${fn.name}/1`
  return generated({
    id: `unit:quorum:${module.name}`,
    title: `The threshold of ${name} is more than half`,
    finding,
    level: 'unit',
    setup: ['None: one function.'],
    workload: `${name} for 1 to 9 voters`,
    invariant,
    wait: { seconds: 0, because: 'nothing is cut: it is arithmetic' },
    language,
    folder: projectOf(program, file.path),
    path:
      language === 'elixir'
        ? `test/${snake(module.name)}_quorum_test.exs`
        : `test/${module.name}_quorum_SUITE.erl`,
    code: language === 'elixir' ? elixir(threshold, at) : erlang(threshold, at),
    fillIn: [],
  })
}

function thresholdOf(program: Program, { locations: [at] }: Finding): Threshold | null {
  for (const { site } of thresholds(program)) {
    const { expr, frame } = site
    const line = lineAt(frame.file, expr.start)
    if (!at || frame.file.path !== at.path || line < at.startLine || line > at.endLine) continue
    for (const [index, arg] of expr.args.entries()) {
      if (arg.kind !== 'call' || arg.module === null || arg.args.length !== 1) continue
      const [definition, ...more] = program.definitions(arg.module, arg.name, 1)
      if (!definition || more.length > 0) continue
      const strict = (index === 1 && expr.op === '>') || (index === 0 && expr.op === '<')
      return { definition, takes: measures(definition) ? 'list' : 'number', beyond: strict ? 1 : 0 }
    }
  }
  return null
}

/** Whether the parameter is a list whose length is taken. */
function measures({ fn }: Definition): boolean {
  let found = false
  for (const clause of fn.clauses) {
    const [parameter] = clause.patterns
    if (parameter?.kind !== 'var') continue
    visitClause(clause, (expr) => {
      if (expr.kind !== 'call' || !['length', 'count', 'size'].includes(expr.name)) return
      const [first] = expr.args
      if (first?.kind === 'var' && first.name === parameter.name) found = true
    })
  }
  return found
}

function elixir({ definition, takes, beyond }: Threshold, at: string): string {
  const { module, fn } = definition
  const given = takes === 'list' ? 'Enum.to_list(1..n)' : 'n'
  const call = `${elixirModule(module.name)}.${fn.name}(${given})`
  return `defmodule ${testModule(module.name)}QuorumTest do
  use ExUnit.Case, async: true

  # The threshold at ${at}: two groups that share no voter must not both reach it.
  test "two disjoint groups of voters never both have a quorum" do
    for n <- 1..9 do
      needed = ${call}${beyond ? ' + 1' : ''}
      assert 2 * needed > n, "#{needed} of #{n} voters are enough: two groups of #{needed} can both have them"
    end
  end
end
`
}

function testModule(name: string): string {
  return /^[A-Z]/.test(name)
    ? name
    : name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}

function erlang({ definition, takes, beyond }: Threshold, at: string): string {
  const { module, fn } = definition
  const name = atomText(module.name, 'erlang')
  const given = takes === 'list' ? 'lists:seq(1, N)' : 'N'
  const suite = `${module.name}_quorum_SUITE`
  const hidden = !fn.exported
  return `-module(${atomText(suite, 'erlang')}).
-export([all/0, two_groups_never_both_have_a_quorum/1]).

all() -> [two_groups_never_both_have_a_quorum].

%% The threshold at ${at}: two groups that share no voter must not both reach it.
two_groups_never_both_have_a_quorum(_Config) ->
${hidden ? `    ok = export_all(${name}),\n` : ''}    Short = [
        {voters, N, enough, Needed}
        || N <- lists:seq(1, 9),
           Needed <- [${name}:${atomText(fn.name, 'erlang')}(${given})${beyond ? ' + 1' : ''}],
           2 * Needed =< N
    ],
    [] = Short,
    ok.
${
  hidden
    ? `
%% ${fn.name}/1 is not exported: its module is compiled once more for this test, with everything exported.
export_all(Module) ->
    Info = Module:module_info(compile),
    Includes = [Option || {i, _} = Option <- proplists:get_value(options, Info, [])],
    Source = proplists:get_value(source, Info),
    {ok, Module, Binary} = compile:file(Source, [binary, export_all, nowarn_export_all | Includes]),
    {module, Module} = code:load_binary(Module, Source, Binary),
    ok.
`
    : ''
}`
}
