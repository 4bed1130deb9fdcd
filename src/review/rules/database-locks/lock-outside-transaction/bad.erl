-module(fixture).
-export([freeze/2]).

%% Two statements, two commits.
freeze(Connection, Id) ->
    Row = locked(Connection, Id),
    {ok, 1} = epgsql:equery(Connection, "UPDATE accounts SET frozen = true WHERE id = $1", [Id]),
    Row.

locked(Connection, Id) ->
    %% hazard: lock-outside-transaction
    epgsql:equery(Connection, "SELECT id FROM accounts WHERE id = $1 FOR UPDATE", [Id]).
