%% Its callers give up before it does.
-module(store_proxy).

-behaviour(gen_server).

-export([start_link/1, get/1, sync/0, init/1, handle_call/3, handle_cast/2]).

-define(PATIENCE, 10000).

start_link(Peer) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Peer, []).

get(Key) ->
    gen_server:call(?MODULE, {get, Key}).

sync() ->
    gen_server:call(?MODULE, sync, 2000).

init(Peer) ->
    {ok, #{peer => Peer}}.

%% 10 s inside, the default of 5 s outside.
handle_call({get, Key}, _From, #{peer := Peer} = State) ->
    %% hazard: timeout-inversion
    case rpc:call(Peer, store_table, get, [Key], ?PATIENCE) of
        {badrpc, Reason} -> {reply, {error, Reason}, State};
        Value -> {reply, {ok, Value}, State}
    end;
%% In a helper: 3 s inside, 2 s outside.
handle_call(sync, _From, #{peer := Peer} = State) ->
    {reply, pull(Peer), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

pull(Peer) ->
    %% hazard: timeout-inversion
    gen_server:call({store_server, Peer}, dump, 3000).
