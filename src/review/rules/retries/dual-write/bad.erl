-module(fixture).
-export([place/3]).

place(Connection, Client, Order) ->
    {ok, 1} = epgsql:equery(Connection, "INSERT INTO orders (id) VALUES ($1)", [Order]),
    %% hazard: dual-write
    brod:produce_sync(Client, <<"orders">>, 0, Order, <<"placed">>).
