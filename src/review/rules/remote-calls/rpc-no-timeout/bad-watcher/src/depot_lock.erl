%% A lock that lives on several nodes: whoever wants it waits for the slowest of them.
-module(depot_lock).

-export([acquire/2, take/2]).

acquire(Nodes, Name) ->
    %% hazard: rpc-no-timeout
    Answers = erpc:multicall(Nodes, ?MODULE, take, [Name, self()]),
    lists:all(fun(Answer) -> Answer =:= {ok, true} end, Answers).

%% Ends by itself: one insert into a table.
take(Name, Owner) ->
    ets:insert_new(depot_locks, {Name, Owner}).
