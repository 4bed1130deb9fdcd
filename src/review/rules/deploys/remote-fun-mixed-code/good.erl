%% Code on other nodes is called by name.
-module(shop_stats).

-export([collect/2, size/1, run/3, here/0, leader_value/1, measure/1]).

collect(Node, Since) ->
    erpc:call(Node, shop_sales, count, [Since], 2000).

%% An external fun is a name.
size(Node) ->
    erpc:call(Node, fun shop_sales:size/0, 2000).

%% The name of a function, in a variable that is called Fun.
run(Node, Fun, Args) ->
    erpc:call(Node, shop_sales, Fun, Args, 2000).

%% The own node has the own build.
here() ->
    erpc:call(node(), fun() -> shop_sales:size() end, 2000).

leader_value(Server) ->
    ra:leader_query(Server, {shop_machine, value, []}).

%% It asks whether the node answers: nothing is lost where another build answers with an error.
measure(Node) ->
    try
        erpc:call(Node, fun() -> ok end, 2000),
        answered
    catch
        _:_ -> silent
    end.
