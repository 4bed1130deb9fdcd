%% Handles the event on every node alike, by throwing away what this side has written.
-module(session_healer).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Peers) ->
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Peers),
    {ok, _Node} = mnesia:subscribe(system),
    {ok, #{peers => Peers}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, _Context, Node}}, State) ->
    %% hazard: mnesia-no-partition-recovery
    ok = mnesia:set_master_nodes([Node]),
    %% hazard: mnesia-no-partition-recovery
    yes = mnesia:force_load_table(session),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
