%% A scheduler that runs on the node whose name sorts first.
-module(sched_leader).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([am_leader/0, leader/0, run_once/1, role/0, takeover/0, flush/1, sweep/0, oldest/0]).

init(Jobs) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{jobs => Jobs, role => follower}}.

handle_call(leader, _From, State) ->
    {reply, leader(), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% The choice flips when a node joins or leaves.
handle_info({Change, _Node}, State) when Change =:= nodeup; Change =:= nodedown ->
    Me = node(),
    %% hazard: leader-by-node-order
    case hd(lists:sort([node() | nodes()])) =:= Me of
        true -> {noreply, State#{role := leader}};
        false -> {noreply, State#{role := follower}}
    end.

%% The smallest name, as a predicate.
am_leader() ->
    %% hazard: leader-by-node-order
    node() =:= lists:min([node() | nodes()]).

%% A helper chooses, the caller compares in a guard.
leader() ->
    Candidates = lists:usort([node() | erlang:nodes()]),
    hd(Candidates).

run_once(Job) ->
    case leader() of
        %% hazard: leader-by-node-order
        Node when Node =:= node() -> Job();
        _Other -> skipped
    end.

%% The first is taken out by a pattern.
role() ->
    [First | _] = lists:sort(nodes() ++ [node()]),
    if
        %% hazard: leader-by-node-order
        First == node() -> leader;
        true -> follower
    end.

%% The largest name, with `nodes([this, visible])`.
takeover() ->
    Last = lists:last(lists:sort(nodes([this, visible]))),
    %% hazard: leader-by-node-order
    Last =:= node() andalso start_singletons().

start_singletons() ->
    ok.

%% The comparison is a match with a bound variable.
flush(Table) ->
    Me = node(),
    %% hazard: leader-by-node-order
    case lists:min([Me | nodes()]) of
        Me -> flush_all(Table);
        _ -> ok
    end.

flush_all(Table) ->
    ets:delete_all_objects(Table).

%% The chosen node is made the target of the work.
sweep() ->
    Leader = lists:min([node() | nodes()]),
    %% hazard: leader-by-node-order
    gen_server:cast({sched_leader, Leader}, sweep).

%% The nodes that run Mnesia, in order.
oldest() ->
    %% hazard: leader-by-node-order
    case hd(lists:sort(mnesia:system_info(running_db_nodes))) == node() of
        true -> checkpoint;
        false -> wait
    end.
