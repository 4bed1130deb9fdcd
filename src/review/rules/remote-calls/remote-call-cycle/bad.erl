%% Each asks the other, and neither answers meanwhile.
-module(store_peers).

-behaviour(gen_server).

-export([start_link/0, sync/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

sync(Node) ->
    gen_server:call(?MODULE, {sync, Node}, 10000).

init([]) ->
    {ok, #{}}.

handle_call({sync, Peer}, _From, State) ->
    %% hazard: remote-call-cycle
    Theirs = gen_server:call({?MODULE, Peer}, table, 2000),
    {reply, ok, maps:merge(Theirs, State)};
handle_call(table, _From, State) ->
    {reply, State, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% In a helper, of all at once.
handle_info(refresh, State) ->
    {noreply, refresh(State)}.

refresh(State) ->
    %% hazard: remote-call-cycle
    {Tables, []} = gen_server:multi_call(nodes(), ?MODULE, table, 2000),
    lists:foldl(fun({_Node, Theirs}, All) -> maps:merge(All, Theirs) end, State, Tables).
