-module(desk_booking).

-export([book/2, import/1, rewrite/0, name_of/1]).

book(Id, Owner) ->
    case mnesia:transaction(fun() -> mnesia:write({desk, Id, Owner}) end) of
        {atomic, ok} -> Owner ! {booked, Id};
        {aborted, Reason} -> {error, Reason}
    end.

%% The same function with and without a transaction: it knows which of the two it is in.
import([{dirty, _} | _] = Batch) ->
    mnesia:async_dirty(fun import_in/1, [Batch]);
import(Batch) ->
    mnesia:transaction(fun import_in/1, [Batch]).

import_in([{dirty, Waiting} | _]) ->
    Waiting ! imported;
import_in(Batch) ->
    [mnesia:write(Row) || Row <- Batch].

%% The whole table is held: no conflict runs it again.
rewrite() ->
    mnesia:transaction(fun() ->
        mnesia:write_lock_table(desk),
        mnesia:foldl(fun({desk, Id, Owner}, _) -> mnesia:dirty_write({desk_v2, Id, Owner, none}) end, ok, desk)
    end).

%% Whether the process only answers is not seen.
name_of(Id) ->
    mnesia:transaction(fun() ->
        [{desk, Id, Owner}] = mnesia:read(desk, Id),
        gen_server:call(visitor_names, {name_of, Owner}, 1000)
    end).
