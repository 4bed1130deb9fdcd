-module(replicas_copy).
-export([version/1]).

version(Node) ->
    %% hazard: rpc-no-timeout
    rpc:call(Node, replicas_table, version, []).
