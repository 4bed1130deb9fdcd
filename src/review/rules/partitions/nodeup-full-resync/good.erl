%% Looks up what concerns the node that came up, and nothing else.
-module(desk_presence).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Options) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, Options}.

handle_call(all, _From, State) ->
    {reply, ets:tab2list(desk_presence), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({nodeup, Node}, State) ->
    [gen_server:cast({?MODULE, Node}, {still_here, Row}) || Row <- ets:lookup(desk_presence, Node)],
    {noreply, State};
handle_info({nodedown, _Node}, State) ->
    {noreply, State}.
