-module(fixture_throttle).
-export([join/1, hit/2]).

join(Nodes) -> [Node || Node <- Nodes, net_kernel:connect_node(Node) =:= true].

hit(Address, Max) ->
    %% hazard: state-node-local
    ets:update_counter(hits, Address, {2, 1}, {Address, 0}) =< Max.
