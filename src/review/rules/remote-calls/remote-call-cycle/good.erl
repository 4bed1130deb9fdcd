%% Nobody waits for its own kind.
-module(store_peers).

-behaviour(gen_server).

-export([start_link/0, sync/1, table/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

sync(Node) ->
    gen_server:call(?MODULE, {sync, Node}, 10000).

%% Whoever asks waits, not the server.
table(Node) ->
    gen_server:call({?MODULE, Node}, table, 2000).

init([]) ->
    {ok, #{leader => undefined}}.

%% A process of its own asks, and the answer comes later.
handle_call({sync, Peer}, From, State) ->
    spawn_link(fun() -> gen_server:reply(From, gen_server:call({?MODULE, Peer}, table, 2000)) end),
    {noreply, State};
handle_call(table, _From, State) ->
    {reply, State, State};
%% One direction only: followers ask their leader.
handle_call({commit, Entry}, _From, #{leader := Leader} = State) ->
    {reply, gen_server:call({?MODULE, Leader}, {append, Entry}, 2000), State};
%% Another server on the other node.
handle_call({size, Peer}, _From, State) ->
    {reply, gen_server:call({store_server, Peer}, size, 2000), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% A cast.
handle_info(refresh, State) ->
    gen_server:abcast(nodes(), ?MODULE, {refresh, node()}),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
