%% Looks at the outcome, or asks the node next.
-module(store_mesh).

-export([join/1, is_up/1, connect/1, sync/1, main/1]).

join(Node) ->
    case net_kernel:connect_node(Node) of
        true -> ok;
        Other -> {error, {Node, Other}}
    end.

is_up(Node) ->
    net_adm:ping(Node) =:= pong.

%% The outcome goes to the caller.
connect(Node) ->
    net_kernel:connect_node(Node).

%% The next step calls the node and reports its failure.
sync(Node) ->
    net_kernel:connect_node(Node),
    erpc:call(Node, store_table, dump, [], 2000).

%% A command.
main([Name]) ->
    net_adm:ping(list_to_atom(Name)),
    io:format("~p~n", [nodes()]).
