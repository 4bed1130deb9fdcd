%% Keeps carts in memory alone.
-module(carts).

-export([start_link/0, add/3]).

start_link() ->
    %% hazard: crdt-not-durable
    'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.AWLWWMap', [{name, carts}]).

add(Cart, Id, Item) ->
    'Elixir.DeltaCrdt':put(carts, {Cart, Id, node()}, Item).
