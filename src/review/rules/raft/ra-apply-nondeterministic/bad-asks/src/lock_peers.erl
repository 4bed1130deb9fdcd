%% Whether a process is alive, wherever it is.
-module(lock_peers).

-export([is_alive/1]).

is_alive(Pid) ->
    rpc:call(node(Pid), erlang, is_process_alive, [Pid], 5000) =:= true.
