%% Runs funs of its own build on other nodes.
-module(shop_stats).

-export([collect/2, warm/1, leader_value/1]).

collect(Node, Since) ->
    %% hazard: remote-fun-mixed-code
    erpc:call(Node, fun() -> shop_sales:count(Since) end, 2000).

warm(Node) ->
    %% hazard: remote-fun-mixed-code
    spawn(Node, fun fill/0).

leader_value(Server) ->
    %% hazard: remote-fun-mixed-code
    ra:leader_query(Server, fun(State) -> maps:get(value, State) end).

fill() ->
    shop_sales:fill().
