%% Healing that goes on without those who do not answer, and takes any number of sides.
-module(desk_repair).

-export([plan/1, heal/1, count/1]).

-include_lib("kernel/include/logger.hrl").

plan(Nodes) ->
    case rpc:multicall(Nodes, desk_view, seen, [], 5000) of
        {Views, []} ->
            gen_server:cast(desk_monitor, {heal, lists:usort(Views)});
        {_Views, Missing} ->
            ?LOG_WARNING("~p did not answer: again in a while", [Missing]),
            erlang:send_after(5000, desk_monitor, {plan, Nodes})
    end.

heal([]) ->
    ok;
heal([_Largest | Others]) ->
    lists:foreach(fun desk_restart:nodes/1, Others).

%% No repair hangs on it.
count(Nodes) ->
    case rpc:multicall(Nodes, desk_view, size, [], 5000) of
        {Sizes, []} ->
            lists:sum(Sizes);
        {_, Missing} ->
            ?LOG_ERROR("~p did not answer", [Missing]),
            unknown
    end.
