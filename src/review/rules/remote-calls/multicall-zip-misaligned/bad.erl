%% Asks every node for its size, and gives each node a size.
-module(store_sizes).

-export([sizes/1, versions/1, busy/1]).

sizes(Nodes) ->
    %% hazard: multi-call-partial-failure
    {Sizes, _Down} = rpc:multicall(Nodes, store_table, size, [], 2000),
    %% hazard: multicall-zip-misaligned
    maps:from_list(lists:zip(Nodes, Sizes)).

%% The results first; crashes where the lengths differ.
versions(Nodes) ->
    %% hazard: multi-call-partial-failure
    {Versions, _} = rpc:multicall(Nodes, store_table, version, [], 2000),
    %% hazard: multicall-zip-misaligned
    [{Node, Version} || {{ok, Version}, Node} <- lists:zip(Versions, Nodes)].

%% The same with a function over both.
busy(Nodes) ->
    %% hazard: multi-call-partial-failure
    {Flags, _Down} = rpc:multicall(Nodes, store_table, is_busy, [], 2000),
    %% hazard: multicall-zip-misaligned
    lists:zipwith(fun(Node, Flag) -> {Node, Flag =:= true} end, Nodes, Flags).
