%% Gives the whole list of peers.
-module(cart_peers).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([pair/2]).

init(Crdt) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, sync(Crdt)}.

handle_call(_Question, _From, Crdt) ->
    {reply, ok, Crdt}.

handle_cast(_Message, Crdt) ->
    {noreply, Crdt}.

handle_info({nodeup, _Node}, Crdt) ->
    {noreply, sync(Crdt)};
handle_info({nodedown, _Node}, Crdt) ->
    {noreply, sync(Crdt)}.

sync(Crdt) ->
    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Node} || Node <- nodes()]),
    Crdt.

%% Two nodes: the one peer is the full set.
pair(Crdt, Other) ->
    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, Other}]).
