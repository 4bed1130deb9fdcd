-module(fixture).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Ring) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{ring => Ring, counters => #{}}}.

handle_call(_, _, State) -> {reply, ok, State}.
handle_cast(_, State) -> {noreply, State}.

handle_info({nodeup, Node}, #{ring := Ring} = State) ->
    %% hazard: ring-change-no-handover
    {noreply, State#{ring := hash_ring:add_node(Node, Ring)}};
handle_info(_, State) ->
    {noreply, State}.
