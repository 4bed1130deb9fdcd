%% One counter for each node, summed at the read.
-module(view_counter).

-export([count/2, views/2]).

count(Crdt, Page) ->
    Key = {Page, node()},
    'Elixir.DeltaCrdt':put(Crdt, Key, 'Elixir.DeltaCrdt':get(Crdt, Key, 0) + 1).

views(Crdt, Page) ->
    lists:sum([N || {{P, _Node}, N} <- maps:to_list('Elixir.DeltaCrdt':to_map(Crdt)), P =:= Page]).
