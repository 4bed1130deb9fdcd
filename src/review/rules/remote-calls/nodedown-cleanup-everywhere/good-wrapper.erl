%% The table is made through a wrapper, and is of local content: the own node's.
-module(shop_seen).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(shop_seen, {id, node}).

init([]) ->
    shop_tables:create(shop_seen, [{ram_copies, [node()]}, {local_content, true}]),
    {ok, _} = mnesia:subscribe(system),
    {ok, #{}}.

handle_call({join, Node}, _From, State) ->
    {reply, mnesia:change_config(extra_db_nodes, [Node]), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, Context, Node}}, State) ->
    logger:error("~p with ~p", [Context, Node]),
    {noreply, State};
handle_info({mnesia_system_event, {mnesia_down, Node}}, State) ->
    [mnesia:dirty_delete_object(S) || S <- mnesia:dirty_match_object(#shop_seen{node = Node, _ = '_'})],
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
