-module(shop_guard).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Voters) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{voters => Voters, paused => false}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

%% An order of the operator.
handle_cast(shut_down, State) ->
    init:stop(),
    {noreply, State}.

%% Only the minority of a configured list pauses, and it comes back.
handle_info({nodedown, _Node}, #{voters := Voters} = State) ->
    {noreply, State#{paused => in_minority(Voters)}};
handle_info({nodeup, _Node}, #{voters := Voters} = State) ->
    {noreply, State#{paused => in_minority(Voters)}};
handle_info({'EXIT', _Pid, _Reason}, State) ->
    {stop, normal, State}.

in_minority(Voters) ->
    Reachable = [V || V <- Voters, lists:member(V, [node() | nodes()])],
    length(Reachable) < length(Voters) div 2 + 1.
