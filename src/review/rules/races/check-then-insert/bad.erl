-module(fixture).
-export([start/0, hit/1]).

start() ->
    ets:new(windows, [named_table, public, {write_concurrency, true}]).

%% Two first requests make two counters; the hits of the first are lost.
hit(Key) ->
    case ets:lookup(windows, Key) of
        [{Key, Counter}] ->
            counters:add(Counter, 1, 1);
        [] ->
            Counter = counters:new(1, []),
            counters:add(Counter, 1, 1),
            %% hazard: check-then-insert
            ets:insert(windows, {Key, Counter})
    end.
