import { expect, test } from 'vitest'
import { handlers } from '../../../../../src/review/source/program/processes/messages/handlers.ts'
import { sends } from '../../../../../src/review/source/program/processes/messages/sends.ts'
import { subscriptions } from '../../../../../src/review/source/program/processes/messages/subscriptions.ts'
import { programOf, shown } from '../build.ts'
import { shop } from './fixture.ts'

test('each send has its tag, whom it goes to, how long it waits, and the clauses that take it', () => {
  const seen = sends(shop).map((send) => ({
    entry: send.entry,
    tag: send.tag && `${send.tag.name}/${send.tag.size}`,
    to: `${send.receiver.kind} ${send.receiver.name} remote ${send.receiver.remote}`,
    limit: send.limit?.milliseconds,
    handlers: send.handlers.map(({ pattern, frame }) => shown({ expr: pattern, frame })),
  }))
  expect(seen).toEqual([
    {
      entry: 'call',
      tag: 'take/2',
      to: 'global stock remote perhaps',
      limit: 3_000,
      handlers: ['lib/stock.ex:13 {:take, id}'],
    },
    {
      entry: 'cast',
      tag: 'add/2',
      to: 'via null remote no',
      limit: undefined,
      handlers: ['lib/cart.ex:10 {:add, item}'],
    },
    {
      entry: 'call',
      tag: 'all/0',
      to: 'local Shop.Stock remote yes',
      limit: 'infinity',
      handlers: ['lib/stock.ex:14 :all'],
    },
    {
      entry: 'call',
      tag: 'now/0',
      to: 'local shop_clock remote no',
      limit: 'infinity',
      handlers: ['src/shop_clock.erl:12 now'],
    },
    {
      entry: 'info',
      tag: 'told/2',
      to: 'node Shop.Cart remote yes',
      limit: undefined,
      handlers: ['lib/cart.ex:11 {:told, _item}'],
    },
    {
      entry: 'info',
      tag: 'sweep/0',
      to: 'self null remote no',
      limit: undefined,
      handlers: ['lib/stock.ex:15 :sweep'],
    },
    {
      entry: 'info',
      tag: 'tick/0',
      to: 'self null remote no',
      limit: undefined,
      handlers: ['src/shop_clock.erl:10 tick'],
    },
  ])
})

test.each([
  ['nodedown', ['lib/stock.ex:19 {:nodedown, node} binds node']],
  ['nodeup', ['src/shop_clock.erl:11 {nodeup, Node, _Info} binds Node']],
  ['DOWN', ['lib/stock.ex:20 {:DOWN, ref, :process, _, _} binds ref']],
  ['EXIT', ["src/shop_loop.erl:7 {'EXIT', Pid, _} binds Pid"]],
  ['timeout', []],
] as const)('%s handlers are found in callbacks and receives', (kind, expected) => {
  const seen = handlers(shop, kind).map(
    ({ site, binds }) => `${shown(site)} binds ${binds.map(({ expr }) => expr.name).join(', ')}`,
  )
  expect(seen).toEqual(expected)
})

test('a module function named call is no send, and a broadcast reaches every clause that names the message', () => {
  const program = programOf({
    'lib/bus.ex': `
defmodule Bus do
  def call(pid, m), do: {pid, m}
  def own(pid), do: call(pid, :x)
  def out(id), do: Phoenix.PubSub.broadcast(Bus.PubSub, "orders", {:paid, id})
end
defmodule One do
  use GenServer
  def init(_), do: {Phoenix.PubSub.subscribe(Bus.PubSub, "orders"), 0}
  def handle_info({:paid, _}, s), do: {:noreply, s}
  def handle_info(_, s), do: {:noreply, s}
end
defmodule Two do
  use GenServer
  def handle_info({:paid, id}, s), do: {:noreply, [id | s]}
end
`,
  })
  expect(
    sends(program).map(({ site, topic, handlers: taking }) => [
      shown(site),
      topic && shown(topic),
      taking.map(({ pattern, frame }) => shown({ expr: pattern, frame })),
    ]),
  ).toEqual([
    [
      'lib/bus.ex:5 Phoenix.PubSub.broadcast(Bus.PubSub, "orders", {:paid, id})',
      'lib/bus.ex:5 "orders"',
      ['lib/bus.ex:10 {:paid, _}', 'lib/bus.ex:15 {:paid, id}'],
    ],
  ])
  expect(subscriptions(program).map(({ to, site }) => `${to} ${shown(site)}`)).toEqual([
    'topic lib/bus.ex:9 Phoenix.PubSub.subscribe(Bus.PubSub, "orders")',
  ])
})

test('a clause that also asks for a state leaves the message to those after it, one that asks nothing does not', () => {
  const program = programOf({
    'lib/gate.ex': `
defmodule Gate do
  use GenServer
  def init(_), do: {Process.send_after(self(), :open, 10), nil}
  def handle_info(:open, %{shut: true} = s), do: {:noreply, s}
  def handle_info(:open, s), do: {:noreply, s}
  def handle_info(:open, _), do: :never
end
`,
  })
  const [send] = sends(program)
  expect(send?.handlers.map(({ pattern, frame }) => shown({ expr: pattern, frame }))).toEqual([
    'lib/gate.ex:5 :open',
    'lib/gate.ex:6 :open',
  ])
})
