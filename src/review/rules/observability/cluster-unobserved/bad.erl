%% Connects the nodes, and never hears of them again.
-module(shop_cluster).

-export([join/1]).

join(Nodes) ->
    %% hazard: cluster-unobserved
    [Node || Node <- Nodes, net_kernel:connect_node(Node) =:= true].
