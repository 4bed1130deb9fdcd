-module(desk_booking).

-export([book/2, release/1]).

book(Id, Owner) ->
    Book = fun() ->
        [{desk, Id, free}] = mnesia:read(desk, Id, write),
        mnesia:write({desk, Id, Owner}),
        %% hazard: mnesia-tx-side-effect
        Owner ! {booked, Id}
    end,
    mnesia:transaction(Book).

release(Id) ->
    mnesia:sync_transaction(fun release_in/1, [Id]).

release_in(Id) ->
    mnesia:write({desk, Id, free}),
    %% hazard: mnesia-tx-side-effect
    gen_server:cast(desk_display, {free, Id}).
