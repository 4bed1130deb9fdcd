%% Sessions of all nodes in a replicated table; every node deletes those of a lost one.
-module(shop_sessions).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2, join/1]).

-record(shop_session, {id, node}).

join(Node) ->
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, [Node]),
    ok.

init([]) ->
    {ok, _} = mnesia:subscribe(system),
    {ok, #{}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, Context, Node}}, State) ->
    logger:error("~p with ~p", [Context, Node]),
    {noreply, State};
handle_info({mnesia_system_event, {mnesia_down, Node}}, State) ->
    %% hazard: nodedown-cleanup-everywhere
    clean(Node),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.

clean(Node) ->
    {atomic, _} = mnesia:transaction(fun() ->
        [mnesia:delete_object(S) || S <- mnesia:match_object(#shop_session{node = Node, _ = '_'})]
    end),
    ok.
