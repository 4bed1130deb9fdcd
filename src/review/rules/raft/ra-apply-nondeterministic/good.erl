%% The lock table, from the log alone.
-module(lock_machine).

-behaviour(ra_machine).

-export([init/1, apply/3, tick/2, state_enter/2]).
-export([rename/3, names/0]).

-record(state, {locks = #{}, waiting = [], granted_at}).

init(_Config) ->
    #state{}.

%% The time of the metadata is the same on all members.
apply(#{system_time := Now}, {lock, Key, Owner}, #state{locks = Locks} = State) ->
    {State#state{locks = Locks#{Key => Owner}, granted_at = Now}, ok};
%% An ordered walk.
apply(_Meta, {nodedown, Node}, #state{locks = Locks} = State0) ->
    State = maps:fold(
        fun
            (Key, Owner, Acc) when node(Owner) =:= Node -> release(Key, Owner, Acc);
            (_Key, _Owner, Acc) -> Acc
        end,
        State0,
        maps:iterator(Locks, ordered)
    ),
    {State, ok};
%% Effects in the order of a map: the leader alone runs them.
apply(_Meta, {watch, Node}, #state{locks = Locks} = State) ->
    Effects = maps:fold(fun(_Key, Owner, Acc) -> [{monitor, process, Owner} | Acc] end, [], Locks),
    {State, {ok, Node}, Effects};
%% A map of a map, a number and a sorted list have no order of their own.
apply(_Meta, list, #state{locks = Locks} = State) ->
    Owners = maps:fold(fun(Key, Owner, Acc) -> Acc#{Owner => Key} end, #{}, Locks),
    {State, {lists:sort(maps:keys(Locks)), maps:size(Owners)}};
%% On the member of the process only: the state does not depend on it.
apply(_Meta, {stop, Pid}, State) ->
    stop_here(Pid),
    {State, ok};
apply(#{index := Index}, _Other, State) ->
    {State, ok, [{release_cursor, Index, State}]}.

release(Key, Owner, #state{locks = Locks, waiting = Waiting} = State) ->
    State#state{locks = maps:remove(Key, Locks), waiting = Waiting ++ [Owner]}.

stop_here(Pid) when node(Pid) =:= node() ->
    case is_process_alive(Pid) of
        true -> logger:notice("still there: ~p", [Pid]);
        false -> ok
    end;
stop_here(_Pid) ->
    ok.

%% The leader's own hooks are not replicated.
tick(_Time, #state{locks = Locks}) ->
    [{mod_call, lock_metrics, report, [erlang:system_time(), maps:keys(Locks)]}].

state_enter(leader, _State) ->
    [{timer, sweep, rand:uniform(1000)}];
state_enter(_Other, _State) ->
    [].

%% The time is taken before the transaction.
rename(Path, Name, Now) ->
    khepri:transaction(lock_store, fun() -> khepri_tx:put(Path, #{name => Name, changed => Now}) end).

%% A read-only transaction runs at the caller, once.
names() ->
    khepri:transaction(lock_store, fun() -> {khepri_tx:get_many([names]), node()} end, ro).
