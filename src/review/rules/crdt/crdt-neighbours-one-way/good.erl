%% Lists the others at the start and whenever a node comes or goes.
-module(cart_replica).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Crdt) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, sync(Crdt)}.

handle_call({cart, Id}, _From, Crdt) ->
    {reply, 'Elixir.DeltaCrdt':get(Crdt, Id), Crdt}.

handle_cast(_Message, Crdt) ->
    {noreply, Crdt}.

handle_info({nodeup, _Node}, Crdt) ->
    {noreply, sync(Crdt)};
handle_info({nodedown, _Node}, Crdt) ->
    {noreply, sync(Crdt)}.

sync(Crdt) ->
    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Node} || Node <- nodes()]),
    Crdt.
