%% Lists the nodes that are there when it starts.
-module(cart_replica).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).

init(Crdt) ->
    list_peers(Crdt),
    {ok, Crdt}.

list_peers(Crdt) ->
    %% hazard: crdt-neighbours-one-way
    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Node} || Node <- nodes()]).

handle_call({cart, Id}, _From, Crdt) ->
    {reply, 'Elixir.DeltaCrdt':get(Crdt, Id), Crdt}.

handle_cast(_Message, Crdt) ->
    {noreply, Crdt}.
