%% Cannot start while its peer is down.
-module(store_copy).

-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2]).

start_link(Peer) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Peer, []).

%% `{badrpc, _}` does not match: the start crashes.
init(Peer) ->
    %% hazard: init-cluster-call
    {ok, Table} = rpc:call(Peer, store_table, dump, [], 2000),
    {ok, #{peer => Peer, table => Table, owner => owner(Peer)}}.

handle_call(size, _From, #{table := Table} = State) ->
    {reply, map_size(Table), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% In a helper of init: a server that is not there ends its caller.
owner(Peer) ->
    %% hazard: init-cluster-call
    gen_server:call({store_server, Peer}, owner).
