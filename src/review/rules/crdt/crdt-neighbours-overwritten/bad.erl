%% Adds the peers of a replica one by one.
-module(cart_peers).

-export([add/2, add_each/2]).

add(Crdt, Nodes) ->
    lists:foreach(
        fun(Node) ->
            %% hazard: crdt-neighbours-overwritten
            'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Node}])
        end,
        Nodes
    ).

add_each(_Crdt, []) ->
    ok;
add_each(Crdt, [Node | Nodes]) ->
    %% hazard: crdt-neighbours-overwritten
    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Node}]),
    add_each(Crdt, Nodes).
