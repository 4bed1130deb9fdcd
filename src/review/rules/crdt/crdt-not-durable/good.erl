%% Only reads a map that somebody else fills.
-module(carts).

-export([start_link/0, item/2]).

start_link() ->
    'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.AWLWWMap', [{name, carts}, {storage_module, cart_storage}]).

item(Cart, Id) ->
    'Elixir.DeltaCrdt':get(carts, {Cart, Id, node()}).
