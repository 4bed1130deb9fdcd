%% What a lost node had is in a table of the own node, or is written again.
-module(shop_sessions).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2, join/1]).

-record(shop_session, {id, node}).

join(Node) ->
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, [Node]),
    ok.

init(Own) ->
    {ok, _} = mnesia:subscribe(system),
    {atomic, ok} = mnesia:create_table(shop_seen, [{local_content, true}, {ram_copies, [node()]}]),
    {ok, #{own => Own}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, Context, Node}}, State) ->
    logger:error("~p with ~p", [Context, Node]),
    {noreply, State};
%% The owner writes its entries again when it is back.
handle_info({mnesia_system_event, {mnesia_down, Node}}, State) ->
    ok = mnesia:dirty_delete(shop_session, Node),
    {noreply, State};
handle_info({mnesia_system_event, {mnesia_up, _Node}}, #{own := Own} = State) ->
    [ok = mnesia:dirty_write(Session) || #shop_session{} = Session <- Own],
    {noreply, State};
%% A table of local content is that of the own node.
handle_info({nodedown, Node}, State) ->
    ok = mnesia:dirty_delete(shop_seen, Node),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
