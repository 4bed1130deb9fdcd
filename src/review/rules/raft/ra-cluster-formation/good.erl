%% Restarts what is there; one node forms the cluster.
-module(register_app).

-behaviour(application).

-export([start/2, stop/1]).
-export([form/2]).

start(_Type, _Arguments) ->
    ok = ra:start(),
    {ok, Nodes} = application:get_env(register, nodes),
    ok = boot(Nodes),
    register_sup:start_link().

stop(_State) ->
    ok.

%% The seed node, and only if it is not yet formed.
boot([Seed | _] = Nodes) ->
    case ra:restart_server(default, {register, node()}) of
        ok ->
            ok;
        {error, name_not_registered} when Seed =:= node() ->
            {ok, _, _} = form(default, Nodes),
            ok;
        {error, _} ->
            ok
    end.

form(System, Nodes) ->
    ra:start_cluster(System, register, {module, register_machine, #{}}, [{register, N} || N <- Nodes]).
