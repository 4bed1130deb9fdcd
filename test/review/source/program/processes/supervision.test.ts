import { expect, test } from 'vitest'
import { supervision } from '../../../../../src/review/source/program/processes/supervision/supervision.ts'
import { programOf, shown } from '../build.ts'
import { shop } from './fixture.ts'

test('the tree has its supervisors, their children in order, and what an application brings up', () => {
  const tree = supervision(shop)
  expect(tree.applications.map(({ module, site }) => `${module} ${shown(site)}`)).toEqual([
    'Shop.Application mix.exs:4 mod: {Shop.Application, []}',
  ])
  expect(
    tree.supervisors.map((one) => ({
      module: one.module,
      kind: one.kind,
      flags: [one.strategy, one.maxRestarts, one.maxSeconds],
      rooted: tree.rooted.has(one),
      children: one.children.map(
        ({ module, start }) => `${module} ${start?.module}:${start?.name}/${start?.arity}`,
      ),
    })),
  ).toEqual([
    {
      module: 'shop_sup',
      kind: 'static',
      flags: ['rest_for_one', 3, 10],
      rooted: true,
      children: ['shop_clock shop_clock:start_link/0'],
    },
    {
      module: 'Shop.Application',
      kind: 'static',
      flags: ['one_for_one', 7, 60],
      rooted: true,
      children: [
        'Registry Registry:start_link/1',
        'Shop.Stock Shop.Stock:start_link/1',
        'DynamicSupervisor DynamicSupervisor:start_link/1',
        'shop_sup shop_sup:start_link/0',
      ],
    },
  ])
  expect(tree.dynamicChildren.map(({ child, site }) => `${child?.module} ${shown(site)}`)).toEqual([
    'Shop.Cart lib/cart.ex:4 DynamicSupervisor.start_child(Shop.Carts, {__MODULE__, id})',
  ])
})

test('children are read in every form, and those behind a condition are marked', () => {
  const program = programOf({
    'lib/sup.ex': `
defmodule Forms do
  use Supervisor
  def init(on?) do
    children = [
      A,
      {B, 1},
      %{id: :c, start: {C, :go, [1, 2]}, restart: :transient},
      Supervisor.child_spec({D, 1}, id: :d, restart: :temporary),
      worker(E, [1], function: :run)
    ]
    maybe = if on?, do: [F], else: []
    Supervisor.init(children ++ maybe, strategy: :one_for_all)
  end
end
`,
    'src/many_sup.erl': `
-module(many_sup).
-behaviour(supervisor).
-export([init/1]).
init([]) ->
  Flags = #{strategy => simple_one_for_one, intensity => 2, period => 4},
  {ok, {Flags, [#{id => one, start => {one, start_link, []}}]}}.
`,
  })
  const seen = supervision(program).supervisors.map(({ kind, strategy, maxRestarts, children }) => ({
    kind,
    strategy,
    maxRestarts,
    children: children.map(
      ({ id, start, restart, conditional }) =>
        `${id} ${start?.module}:${start?.name}/${start?.arity} ${restart}${conditional ? ' perhaps' : ''}`,
    ),
  }))
  expect(seen).toEqual([
    {
      kind: 'static',
      strategy: 'one_for_all',
      maxRestarts: null,
      children: [
        'A A:start_link/1 null',
        'B B:start_link/1 null',
        'c C:go/2 transient',
        'd D:start_link/1 temporary',
        'E E:run/1 null',
        'F F:start_link/1 null perhaps',
      ],
    },
    {
      kind: 'dynamic',
      strategy: 'simple_one_for_one',
      maxRestarts: 2,
      children: ['one one:start_link/0 null'],
    },
  ])
})
