%% An own partition detector on nodedown: the side without a majority restarts.
-module(session_partition).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Members) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Members),
    {ok, #{members => Members}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({nodedown, _Node}, #{members := Members} = State) ->
    Reachable = [M || M <- Members, lists:member(M, [node() | nodes()])],
    case length(Reachable) > length(Members) div 2 of
        true ->
            ok;
        false ->
            stopped = mnesia:stop(),
            init:restart()
    end,
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
