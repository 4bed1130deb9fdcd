-module(fixture).
-export([freeze/2]).

freeze(Connection, Id) ->
    epgsql:with_transaction(Connection, fun(C) ->
        Row = locked(C, Id),
        {ok, 1} = epgsql:equery(C, "UPDATE accounts SET frozen = true WHERE id = $1", [Id]),
        Row
    end).

locked(C, Id) ->
    epgsql:equery(C, "SELECT id FROM accounts WHERE id = $1 FOR UPDATE", [Id]).
