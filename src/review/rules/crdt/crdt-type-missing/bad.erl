%% Starts a type that the library does not have.
-module(shop_crdts).

-export([start_link/0, view/1]).

start_link() ->
    %% hazard: crdt-type-missing
    'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.GCounter', [{name, shop_views}]).

view(Counter) ->
    %% hazard: crdt-type-missing
    'Elixir.DeltaCrdt':mutate(Counter, increment).
