import { programOf } from '../build.ts'

/** A small shop in both languages: an application, its tree, servers of several kinds. */
export const shop = programOf({
  'mix.exs': `
defmodule Shop.MixProject do
  use Mix.Project
  def application, do: [mod: {Shop.Application, []}]
end
`,
  'lib/application.ex': `
defmodule Shop.Application do
  use Application
  def start(_type, _args) do
    children = [{Registry, keys: :unique, name: Shop.Names}, Shop.Stock, {DynamicSupervisor, name: Shop.Carts}] ++ extra()
    Supervisor.start_link(children, strategy: :one_for_one, max_restarts: 7, max_seconds: 60)
  end
  defp extra, do: [%{id: :erl, start: {:shop_sup, :start_link, []}, type: :supervisor}]
end
`,
  'lib/stock.ex': `
defmodule Shop.Stock do
  use GenServer
  defstruct [:items, :ref]
  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: {:global, :stock})
  def take(id), do: GenServer.call({:global, :stock}, {:take, id}, :timer.seconds(3))
  def all(nodes), do: GenServer.multi_call(nodes, __MODULE__, :all)
  def init(_) do
    :net_kernel.monitor_nodes(true)
    arm()
    {:ok, %__MODULE__{items: %{}}}
  end
  def handle_call({:take, id}, _from, state), do: {:reply, id, drop(state, id)}
  def handle_call(:all, _from, %{items: items} = state), do: {:reply, items, state}
  def handle_info(:sweep, state) do
    arm()
    {:noreply, %{state | ref: make_ref()}}
  end
  def handle_info({:nodedown, node}, state), do: {:noreply, drop(state, node)}
  def handle_info({:DOWN, ref, :process, _, _}, state), do: {:noreply, drop(state, ref)}
  defp drop(state, id), do: %{state | items: Map.delete(state.items, id)}
  defp arm, do: Process.send_after(self(), :sweep, 5_000)
  def report(id), do: Task.start(fn -> IO.puts(id) end)
end
`,
  'lib/cart.ex': `
defmodule Shop.Cart do
  use GenServer
  def open(id), do: DynamicSupervisor.start_child(Shop.Carts, {__MODULE__, id})
  def start_link(id), do: GenServer.start_link(__MODULE__, id, name: via(id))
  def add(id, item), do: GenServer.cast(via(id), {:add, item})
  def tell(node, item), do: send({__MODULE__, node}, {:told, item})
  defp via(id), do: {:via, Registry, {Shop.Names, id}}
  def init(id), do: {:ok, %{id: id, items: []}}
  def handle_cast({:add, item}, %{items: items} = s), do: {:noreply, Map.put(s, :items, [item | items])}
  def handle_info({:told, _item}, s), do: {:noreply, s}
end
`,
  'src/shop_sup.erl': `
-module(shop_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).
start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).
init([]) -> {ok, {{rest_for_one, 3, 10}, [child(shop_clock)]}}.
child(Mod) -> {Mod, {Mod, start_link, []}, permanent, 5000, worker, [Mod]}.
`,
  'src/shop_clock.erl': `
-module(shop_clock).
-behaviour(gen_statem).
-export([start_link/0, init/1, callback_mode/0, on/3, now_at/0]).
-record(data, {ticks = 0}).
start_link() -> gen_statem:start_link({local, ?MODULE}, ?MODULE, [], []).
now_at() -> gen_statem:call(?MODULE, now).
callback_mode() -> state_functions.
init([]) -> timer:send_interval(1000, tick), {ok, on, #data{ticks = 0}}.
on(info, tick, Data) -> {keep_state, Data#data{ticks = Data#data.ticks + 1}};
on(info, {nodeup, Node, _Info}, Data) -> log(Node), {keep_state, Data};
on({call, From}, now, Data) -> {keep_state, Data, [{reply, From, Data#data.ticks}]}.
log(Node) -> Node.
`,
  'src/shop_loop.erl': `
-module(shop_loop).
-export([start/0]).
start() -> Pid = spawn(fun() -> loop(0) end), register(shop_loop, Pid), Pid.
loop(N) ->
  receive
    {'EXIT', Pid, _} -> loop(N, Pid);
    {add, M} -> loop(N + M)
  end.
loop(N, _Pid) -> loop(N).
`,
})
