%% Forms the cluster whenever the application starts.
-module(register_app).

-behaviour(application).

-export([start/2, stop/1]).
-export([form/1, form_now/0]).

start(_Type, _Arguments) ->
    ok = ra:start(),
    ok = form_cluster(application:get_env(register, nodes, [])),
    register_sup:start_link().

stop(_State) ->
    ok.

form_cluster(Nodes) ->
    Ids = [{register, Node} || Node <- Nodes],
    %% hazard: ra-cluster-formation
    {ok, _, _} = ra:start_cluster(default, register, {module, register_machine, #{}}, Ids),
    ok.

%% The order of ra 1.
form(Ids) ->
    %% hazard: ra-cluster-formation
    ra:start_cluster(register, {module, register_machine, #{}}, Ids).

%% Nodes instead of server ids.
form_now() ->
    %% hazard: ra-cluster-formation
    ra:start_cluster(default, register, {module, register_machine, #{}}, [node() | nodes()]).
