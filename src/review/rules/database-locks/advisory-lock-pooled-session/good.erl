-module(fixture).
-export([run/1, hold/1]).

%% The lock of the transaction.
run(Connection) ->
    epgsql:with_transaction(Connection, fun(C) ->
        {ok, _, [{Got}]} = epgsql:equery(C, "SELECT pg_try_advisory_xact_lock($1)", [4711]),
        Got andalso clerk_report:build()
    end).

%% A connection that this process opened and keeps.
hold(Connection) ->
    epgsql:equery(Connection, "SELECT pg_advisory_lock($1)", [4711]).
