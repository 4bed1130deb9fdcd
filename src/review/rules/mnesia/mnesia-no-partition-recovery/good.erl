%% Subscribes to the system events; the losing side is chosen by a rule about the data.
-module(session_store).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Peers) ->
    {ok, _Node} = mnesia:subscribe(system),
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Peers),
    _ = mnesia:add_table_copy(session, node(), disc_copies),
    {ok, #{peers => Peers}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, Context, Node}}, State) ->
    logger:error("mnesia is partitioned from ~p (~p)", [Node, Context]),
    case session_election:loses_against(Node) of
        true ->
            ok = session_export:changes(),
            ok = session_restart:with_masters([Node]);
        false ->
            ok
    end,
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
