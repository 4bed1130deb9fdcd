-module(fixture).
-export([place/2]).

place(Connection, Order) ->
    epgsql:with_transaction(Connection, fun(C) ->
        {ok, 1} = epgsql:equery(C, "INSERT INTO orders (id) VALUES ($1)", [Order]),
        %% hazard: publish-before-commit
        gen_server:cast(order_feed, {placed, Order})
    end).
