-module(replicas_copy).
-export([restart/1, check/1]).

%% A script of the release hands its words over.
restart([Node, Name]) ->
    rpc:call(Node, replicas_table, restart, [Name]).

%% The virtual machine was started for this alone.
check(Node) ->
    Result = rpc:call(Node, replicas_table, check, []),
    halt_with(Result).

halt_with(ok) -> halt(0);
halt_with(_Error) -> halt(1).
