%% Connects the nodes, and hears of those that are lost.
-module(shop_cluster).

-export([join/1, watch/0]).

join(Nodes) ->
    [Node || Node <- Nodes, net_kernel:connect_node(Node) =:= true].

watch() ->
    ok = net_kernel:monitor_nodes(true, [nodedown_reason]),
    receive
        {nodedown, Node, Info} -> logger:warning("lost ~p: ~p", [Node, Info])
    end.
