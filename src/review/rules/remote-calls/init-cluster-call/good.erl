%% Starts without its peer, and asks again.
-module(store_copy).

-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(Peer) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Peer, []).

%% Starts empty, and asks from a timer; what it asks now it can do without.
init(Peer) ->
    self() ! sync,
    {ok, #{peer => Peer, table => undefined, owner => owner(Peer), dump => dump(Peer)}}.

handle_call(owner, _From, #{owner := Owner} = State) ->
    {reply, Owner, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info(sync, #{peer := Peer} = State) ->
    case rpc:call(Peer, store_table, dump, [], 2000) of
        {badrpc, _Reason} ->
            erlang:send_after(1000, self(), sync),
            {noreply, State};
        Table ->
            {noreply, State#{table => Table}}
    end.

%% Bounded, and a failure starts without the answer.
owner(Peer) ->
    case rpc:call(Peer, store_table, owner, [], 1000) of
        {badrpc, _Reason} -> undefined;
        Owner -> Owner
    end.

%% Caught.
dump(Peer) ->
    try gen_server:call({store_server, Peer}, dump, 1000)
    catch
        exit:_Reason -> #{}
    end.
