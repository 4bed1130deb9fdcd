%% Starts the type that the library has.
-module(shop_crdts).

-export([start_link/0, put/3]).

start_link() ->
    'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.AWLWWMap', [{name, shop_carts}, {storage_module, shop_storage}]).

put(Crdt, Key, Value) ->
    'Elixir.DeltaCrdt':mutate(Crdt, add, [Key, Value]).
