-module(fixture).
-export([share/1]).

-record(share, {id, body}).

share(Body) ->
    Id = new_id(),
    mnesia:transaction(fun() ->
        %% hazard: clock-id-not-unique
        mnesia:write(#share{id = Id, body = Body})
    end),
    Id.

new_id() -> abs(erlang:unique_integer([monotonic])).
