%% The hook goes into an outbox with the order, and a worker empties it.
-module(shop_checkout).

-export([place/1, seen/1]).

-record(order, {id, hook}).
-record(outbox, {id, hook}).

place(#order{id = Id, hook = Hook} = Order) ->
    {atomic, ok} = mnesia:transaction(fun() ->
        ok = mnesia:write(Order),
        mnesia:write(#outbox{id = Id, hook = Hook})
    end),
    ok.

%% A metric may be lost.
seen(#order{id = Id}) ->
    ok = khepri:put([seen, Id], true),
    spawn(fun() -> shop_metrics:count(Id) end),
    ok.
