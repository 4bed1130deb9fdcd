%% Healing that needs every node, and knows of two sides only.
-module(desk_repair).

-export([plan/1, heal/1]).

-include_lib("kernel/include/logger.hrl").

plan(Nodes) ->
    %% hazard: partition-no-heal-merge
    case rpc:multicall(Nodes, desk_view, seen, [], 5000) of
        {Views, []} ->
            gen_server:cast(desk_monitor, {heal, lists:usort(Views)});
        {_Views, Missing} ->
            ?LOG_ERROR("no repair, ~p did not answer", [Missing])
    end.

heal([]) ->
    ok;
heal([{Large, Small}, {Small, Large}]) ->
    desk_restart:nodes(Small);
heal(Views) ->
    %% hazard: partition-no-heal-merge
    error({unknown_views, Views}).
