-module(fixture).
-export([place/2]).

place(Connection, Order) ->
    Stored = epgsql:with_transaction(Connection, fun(C) ->
        {ok, 1} = epgsql:equery(C, "INSERT INTO orders (id) VALUES ($1)", [Order]),
        stored
    end),
    case Stored of
        stored -> gen_server:cast(order_feed, {placed, Order});
        Error -> Error
    end.
