%% Asks all nodes at once, or one after the other on purpose.
-module(store_rounds).

-export([sizes/1, forget/2, size/1, first/2, report/1]).

%% All at once, with one limit.
sizes(Nodes) ->
    lists:zip(Nodes, erpc:multicall(Nodes, store_table, size, [], 2000)).

%% A process for each node.
forget(Nodes, Key) ->
    [spawn(fun() -> rpc:call(Node, store_table, forget, [Key], 2000) end) || Node <- Nodes],
    ok.

%% One node.
size(Node) ->
    case rpc:call(Node, store_table, size, [], 2000) of
        {badrpc, Reason} -> {error, Reason};
        Size -> {ok, Size}
    end.

%% The first that answers ends it.
first(Nodes, Key) ->
    lists:foldl(
        fun
            (Node, none) ->
                case rpc:call(Node, store_table, find, [Key], 2000) of
                    {badrpc, _} -> none;
                    Found -> {Node, Found}
                end;
            (_Node, Found) ->
                Found
        end,
        none,
        Nodes
    ).

%% A person waits.
report(Nodes) ->
    [io:format("~p: ~p~n", [Node, rpc:call(Node, store_table, size, [], 2000)]) || Node <- Nodes].
