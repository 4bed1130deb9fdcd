%% Routes of all nodes, and the processes that they lead to.
-module(shop_routes).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2, join/1]).

-record(shop_route, {name, pid}).

join(Node) ->
    %% hazard: mnesia-no-partition-recovery
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, [Node]),
    ok.

init([]) ->
    {ok, _} = mnesia:subscribe({table, shop_route, simple}),
    {ok, #{}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% Whichever node wrote the row, each node watches the process.
handle_info({mnesia_table_event, {write, #shop_route{pid = Pid}, _Activity}}, State) ->
    erlang:monitor(process, Pid),
    {noreply, State};
handle_info({'DOWN', _Ref, process, Pid, _Info}, State) ->
    %% hazard: down-noconnection-as-death
    remove(Pid),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.

remove(Pid) ->
    {atomic, _} = mnesia:transaction(fun() ->
        [mnesia:delete_object(Route) || Route <- mnesia:match_object(#shop_route{pid = Pid, _ = '_'})]
    end),
    ok.
