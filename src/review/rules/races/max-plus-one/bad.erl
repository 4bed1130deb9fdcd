-module(fixture).
-export([start/0, append/1]).

start() ->
    ets:new(journal, [named_table, public, ordered_set]).

%% Two writers see the same last key; one entry replaces the other.
append(Entry) ->
    Next = ets:last(journal) + 1,
    %% hazard: max-plus-one
    ets:insert(journal, {Next, Entry}).
