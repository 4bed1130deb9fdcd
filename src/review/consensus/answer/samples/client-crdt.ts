import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Cart do
  @moduledoc """
  The server's half of a CRDT that lives in the client: it takes operations, each with an id that the device made,
  checks who sends them, and merges. Any order, any number of times, gives the same cart. A removal names the
  additions that its device had seen, so an addition made elsewhere at the same time survives it.
  """

  @type id :: {device :: String.t(), counter :: pos_integer()}
  @type operation :: {:add, id(), item :: String.t(), quantity :: pos_integer()} | {:remove, id(), seen :: [id()]}

  def new, do: %{adds: %{}, removed: MapSet.new()}

  @doc "Applies what one device sends. The device is the one that logged in, not the one that the operation claims."
  def apply_all(cart, device, operations) do
    Enum.reduce_while(operations, {:ok, cart}, fn operation, {:ok, cart} ->
      case apply_one(cart, device, operation) do
        {:ok, cart} -> {:cont, {:ok, cart}}
        {:error, reason} -> {:halt, {:error, reason}}
      end
    end)
  end

  @doc "What both replicas hold, whichever way round they are merged."
  def merge(left, right) do
    %{adds: Map.merge(left.adds, right.adds), removed: MapSet.union(left.removed, right.removed)}
  end

  @doc "Items with their quantities: one number a device, summed."
  def items(cart) do
    for {id, {item, quantity}} <- cart.adds, id not in cart.removed, reduce: %{} do
      items -> Map.update(items, item, quantity, &(&1 + quantity))
    end
  end

  defp apply_one(cart, device, {:add, {device, counter} = id, item, quantity})
       when is_binary(item) and is_integer(counter) and counter > 0 and is_integer(quantity) and quantity in 1..999 do
    {:ok, put_in(cart.adds[id], {item, quantity})}
  end

  defp apply_one(cart, device, {:remove, {device, _counter}, seen}) when is_list(seen) and length(seen) <= 1_000 do
    {:ok, %{cart | removed: MapSet.union(cart.removed, MapSet.new(seen))}}
  end

  defp apply_one(_cart, _device, _operation), do: {:error, :refused}
end

defmodule CartReplica do
  @moduledoc "A node's copy of one cart. Every replica sends all that it has to every other it meets."
  use GenServer

  def start_link(options), do: GenServer.start_link(__MODULE__, options, name: __MODULE__)

  @impl true
  def init(_options) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, Cart.new()}
  end

  @impl true
  def handle_call({:sync, device, operations}, _from, cart) do
    case Cart.apply_all(cart, device, operations) do
      {:ok, cart} ->
        for node <- Node.list(), do: send({__MODULE__, node}, {:merge, cart})
        {:reply, {:ok, Cart.items(cart)}, cart}

      {:error, reason} ->
        {:reply, {:error, reason}, cart}
    end
  end

  @impl true
  def handle_info({:merge, theirs}, cart), do: {:noreply, Cart.merge(cart, theirs)}

  def handle_info({:nodeup, node}, cart) do
    send({__MODULE__, node}, {:merge, cart})
    {:noreply, cart}
  end

  def handle_info(_other, cart), do: {:noreply, cart}
end
`
const elixirTest = `ExUnit.start()

defmodule CartTest do
  use ExUnit.Case, async: false

  test "what two devices add on both sides of a cut is all there after it heals; sent twice counts once" do
    [a, b] = peers = Peers.start([:cart_a, :cart_b])
    for peer <- peers, do: {:ok, _} = Peers.call(peer, GenServer, :start, [CartReplica, [], [name: CartReplica]])

    Peers.cut([a], [b])
    phone = [{:add, {"phone", 1}, "tea", 1}]
    assert {:ok, %{"tea" => 1}} = sync(a, "phone", phone)
    assert {:ok, %{"tea" => 1}} = sync(a, "phone", phone)
    assert {:ok, %{"tea" => 2, "milk" => 1}} =
             sync(b, "tablet", [{:add, {"tablet", 1}, "tea", 2}, {:add, {"tablet", 2}, "milk", 1}])

    Peers.heal(peers)
    both = %{"tea" => 3, "milk" => 1}
    assert :ok = Peers.until(fn -> sync(a, "phone", []) == {:ok, both} and sync(b, "tablet", []) == {:ok, both} end)
    Peers.stop(peers)
  end

  test "nobody writes in another device's name" do
    assert {:error, :refused} = Cart.apply_all(Cart.new(), "phone", [{:add, {"tablet", 1}, "tea", 1}])
  end

  test "a removal takes what its device had seen and no more" do
    {:ok, seen} = Cart.apply_all(Cart.new(), "phone", [{:add, {"phone", 1}, "tea", 1}])
    {:ok, removed} = Cart.apply_all(seen, "phone", [{:remove, {"phone", 2}, [{"phone", 1}]}])
    {:ok, elsewhere} = Cart.apply_all(seen, "tablet", [{:add, {"tablet", 1}, "tea", 1}])
    assert Cart.items(Cart.merge(removed, elsewhere)) == %{"tea" => 1}
    assert Cart.merge(removed, elsewhere) == Cart.merge(elsewhere, removed)
  end

  defp sync(peer, device, operations), do: Peers.call(peer, GenServer, :call, [CartReplica, {:sync, device, operations}])
end
`
const erlang = `-module(cart).
-export([new/0, apply_all/3, merge/2, items/1]).

%% The server's half of a CRDT that lives in the client: it takes operations, each with an id that the device made,
%% checks who sends them, and merges. Any order, any number of times, gives the same cart. A removal names the
%% additions that its device had seen, so an addition made elsewhere at the same time survives it.

new() -> #{adds => #{}, removed => #{}}.

%% Applies what one device sends. The device is the one that logged in, not the one that the operation claims.
apply_all(Cart, _Device, []) -> {ok, Cart};
apply_all(Cart, Device, [Operation | Rest]) ->
    case apply_one(Cart, Device, Operation) of
        {ok, Next} -> apply_all(Next, Device, Rest);
        {error, Reason} -> {error, Reason}
    end.

%% What both replicas hold, whichever way round they are merged.
merge(#{adds := A, removed := R}, #{adds := B, removed := S}) ->
    #{adds => maps:merge(A, B), removed => maps:merge(R, S)}.

%% Items with their quantities: one number a device, summed.
items(#{adds := Adds, removed := Removed}) ->
    maps:fold(fun(Id, {Item, Quantity}, Items) ->
                  case maps:is_key(Id, Removed) of
                      true -> Items;
                      false -> maps:update_with(Item, fun(Sum) -> Sum + Quantity end, Quantity, Items)
                  end
              end, #{}, Adds).

apply_one(#{adds := Adds} = Cart, Device, {add, {Device, Counter} = Id, Item, Quantity})
  when is_binary(Item), is_integer(Counter), Counter > 0, is_integer(Quantity), Quantity > 0, Quantity < 1000 ->
    {ok, Cart#{adds := Adds#{Id => {Item, Quantity}}}};
apply_one(#{removed := Removed} = Cart, Device, {remove, {Device, _Counter}, Seen})
  when is_list(Seen), length(Seen) =< 1000 ->
    {ok, Cart#{removed := maps:merge(Removed, maps:from_list([{Id, true} || Id <- Seen]))}};
apply_one(_Cart, _Device, _Operation) ->
    {error, refused}.
`
const erlangReplica = `-module(cart_replica).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% A node's copy of one cart. Every replica sends all that it has to every other it meets.

start_link(Options) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Options, []).

init(_Options) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, cart:new()}.

handle_call({sync, Device, Operations}, _From, Cart) ->
    case cart:apply_all(Cart, Device, Operations) of
        {ok, Next} ->
            [{?MODULE, Node} ! {merge, Next} || Node <- nodes()],
            {reply, {ok, cart:items(Next)}, Next};
        {error, Reason} ->
            {reply, {error, Reason}, Cart}
    end.

handle_cast(_Message, Cart) -> {noreply, Cart}.

handle_info({merge, Theirs}, Cart) -> {noreply, cart:merge(Cart, Theirs)};
handle_info({nodeup, Node}, Cart) ->
    {?MODULE, Node} ! {merge, Cart},
    {noreply, Cart};
handle_info(_Other, Cart) -> {noreply, Cart}.
`
const erlangTest = `-module(cart_tests).
-include_lib("eunit/include/eunit.hrl").

all_is_there_after_a_cut_test_() ->
    {timeout, 60, fun() ->
        [A, B] = Peers = peers:start([cart_a, cart_b]),
        [{ok, _} = peers:call(Peer, gen_server, start, [{local, cart_replica}, cart_replica, [], []]) || Peer <- Peers],
        peers:cut([A], [B]),
        Phone = [{add, {<<"phone">>, 1}, <<"tea">>, 1}],
        {ok, #{<<"tea">> := 1}} = sync(A, <<"phone">>, Phone),
        {ok, #{<<"tea">> := 1}} = sync(A, <<"phone">>, Phone),
        {ok, #{<<"tea">> := 2}} = sync(B, <<"tablet">>, [{add, {<<"tablet">>, 1}, <<"tea">>, 2}]),
        peers:heal(Peers),
        Both = {ok, #{<<"tea">> => 3}},
        ok = peers:until(fun() -> sync(A, <<"phone">>, []) =:= Both andalso sync(B, <<"tablet">>, []) =:= Both end),
        peers:stop(Peers)
    end}.

nobody_writes_in_another_name_test() ->
    ?assertEqual({error, refused}, cart:apply_all(cart:new(), <<"phone">>, [{add, {<<"tablet">>, 1}, <<"tea">>, 1}])).

sync(Peer, Device, Operations) ->
    peers:call(Peer, gen_server, call, [cart_replica, {sync, Device, Operations}]).
`

export const clientCrdt: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/cart.ex', language: 'elixir', code: elixir },
      { file: 'test/cart_test.exs', language: 'elixir', code: elixirTest },
    ],
    erlang: [
      { file: 'src/cart.erl', language: 'erlang', code: erlang },
      { file: 'src/cart_replica.erl', language: 'erlang', code: erlangReplica },
      { file: 'test/cart_tests.erl', language: 'erlang', code: erlangTest },
    ],
    missing: null,
    packages: [],
    configuration: [],
    signals: [
      {
        what: 'operations that wait in clients',
        from: 'the age of the oldest operation of a sync, by the server when it arrives',
        alert: 'the oldest is older than the time for which removals are kept',
      },
      {
        what: 'operations refused',
        from: 'counts of `{error, refused}`',
        alert: 'any: a client of another version, or a forgery',
      },
      {
        what: 'size of a replica',
        from: 'additions and removals per cart',
        alert: 'it grows while the cart does not',
      },
    ],
    prepare:
      'every device has an id that is bound to its login, and keeps its operations until the server confirmed them; for text take a library made for it (Yjs, Automerge)',
    back: 'the server goes on merging what old clients send; new clients are switched back to requests by a flag',
  },
}
