-module(fixture).
-export([block/1, ask/3, lock/2]).

-record(blocked, {host, since}).

%% Every node of the cluster reads this table.
block(Host) ->
    Now = erlang:monotonic_time(second),
    mnesia:transaction(fun() ->
        %% hazard: clock-monotonic-crosses-vm
        mnesia:write(#blocked{host = Host, since = Now})
    end).

ask(Node, Query, Timeout) ->
    Deadline = erlang:monotonic_time(millisecond) + Timeout,
    %% hazard: clock-monotonic-crosses-vm
    rpc:call(Node, fixture_queries, run, [Query, Deadline], Timeout).

%% The log is applied on every member, and again after a restart.
lock(Server, Name) ->
    Until = erlang:monotonic_time(millisecond) + 15000,
    %% hazard: clock-monotonic-crosses-vm
    ra:process_command(Server, {lock, Name, node(), Until}, 5000).
