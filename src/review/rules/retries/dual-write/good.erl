-module(fixture).
-export([place/2]).

%% What is to be sent is stored with the row.
place(Connection, Order) ->
    epgsql:with_transaction(Connection, fun(C) ->
        {ok, 1} = epgsql:equery(C, "INSERT INTO orders (id) VALUES ($1)", [Order]),
        {ok, 1} = epgsql:equery(C, "INSERT INTO outbox (topic, id) VALUES ('orders', $1)", [Order])
    end).
