%% Subscribes to the system events, and drops the one that matters.
-module(session_monitor).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Peers) ->
    %% hazard: mnesia-no-partition-recovery
    {ok, _Node} = mnesia:subscribe(system),
    %% hazard: mnesia-no-partition-recovery
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Peers),
    {ok, #{peers => Peers}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% hazard: mnesia-no-partition-recovery
handle_info({mnesia_system_event, {mnesia_down, Node}}, State) ->
    logger:warning("mnesia is down on ~p", [Node]),
    {noreply, State};
%% hazard: mnesia-no-partition-recovery
handle_info({mnesia_system_event, _Event}, State) ->
    {noreply, State}.
