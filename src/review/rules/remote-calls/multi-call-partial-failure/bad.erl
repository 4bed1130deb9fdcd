%% Takes what some nodes answer for what all would.
-module(store_everywhere).

-export([total/1, find/2, common_version/1]).

%% A total that is too small.
total(Nodes) ->
    %% hazard: multi-call-partial-failure
    {Counts, _Down} = rpc:multicall(Nodes, store_table, entries, [], 2000),
    lists:sum([Count || Count <- Counts, is_integer(Count)]).

%% "Not found", though the key may be on a node that did not answer.
find(Nodes, Key) ->
    %% hazard: multi-call-partial-failure
    {Found, _} = gen_server:multi_call(Nodes, store_server, {find, Key}, 2000),
    case [Value || {_Node, {ok, Value}} <- Found] of
        [Value | _] -> {ok, Value};
        [] -> not_found
    end.

%% The lowest version of those that answered.
common_version(Nodes) ->
    %% hazard: multi-call-partial-failure
    Versions = [V || {ok, V} <- erpc:multicall(Nodes, store_table, version, [], 2000)],
    lists:min([store_table:version() | Versions]).
