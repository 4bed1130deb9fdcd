-module(desk_presence).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Options) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, Options}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast({all, Rows}, State) ->
    true = ets:insert_new(desk_presence, Rows),
    {noreply, State}.

handle_info({nodeup, Node}, State) ->
    ok = send_all(Node),
    {noreply, State};
handle_info({nodedown, _Node}, State) ->
    {noreply, State}.

send_all(Node) ->
    %% hazard: nodeup-full-resync
    gen_server:cast({?MODULE, Node}, {all, ets:tab2list(desk_presence)}).
