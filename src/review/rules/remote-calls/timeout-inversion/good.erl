%% Its callers wait longer than it does, or it answers later.
-module(store_proxy).

-behaviour(gen_server).

-export([start_link/1, get/1, sync/0, copy/0, swap/0, init/1, handle_call/3, handle_cast/2]).

start_link(Peer) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Peer, []).

get(Key) ->
    gen_server:call(?MODULE, {get, Key}).

sync() ->
    gen_server:call(?MODULE, sync, infinity).

copy() ->
    gen_server:call(?MODULE, copy, 2000).

swap() ->
    gen_server:call(?MODULE, swap).

init(Peer) ->
    {ok, #{peer => Peer}}.

%% Below the outer limit.
handle_call({get, Key}, _From, #{peer := Peer} = State) ->
    case rpc:call(Peer, store_table, get, [Key], 3000) of
        {badrpc, Reason} -> {reply, {error, Reason}, State};
        Value -> {reply, {ok, Value}, State}
    end;
%% Callers wait without limit.
handle_call(sync, _From, #{peer := Peer} = State) ->
    case rpc:call(Peer, store_table, sync, [], 30000) of
        {badrpc, Reason} -> {reply, {error, Reason}, State};
        Answer -> {reply, Answer, State}
    end;
%% The answer comes later, from a process of its own.
handle_call(copy, From, #{peer := Peer} = State) ->
    spawn_link(fun() -> gen_server:reply(From, rpc:call(Peer, store_table, copy, [], 30000)) end),
    {noreply, State};
%% A default beside a default, on one node.
handle_call(swap, _From, State) ->
    {reply, gen_server:call(store_server, swap), State}.

handle_cast(_Message, State) ->
    {noreply, State}.
