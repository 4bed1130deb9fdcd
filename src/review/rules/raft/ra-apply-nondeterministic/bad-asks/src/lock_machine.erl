%% A replicated lock table whose members disagree.
-module(lock_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).
-export([rename/2]).

-record(state, {locks = #{}, waiting = [], granted_at, owner}).

init(_Config) ->
    #state{}.

%% The clock of the member.
apply(_Meta, {lock, Key, Owner}, #state{locks = Locks} = State) ->
    %% hazard: ra-apply-nondeterministic
    Now = erlang:system_time(millisecond),
    {State#state{locks = Locks#{Key => Owner}, granted_at = Now}, ok};
%% Asks another node.
apply(_Meta, {steal, Key, Owner}, #state{locks = Locks} = State) ->
    Holder = maps:get(Key, Locks),
    %% hazard: ra-apply-nondeterministic
    case lock_peers:is_alive(Holder) of
        true -> {State, {error, held}};
        false -> {State#state{locks = Locks#{Key => Owner}}, ok}
    end;
%% Every waiting owner of a node goes back to the queue, in the order of the map.
apply(_Meta, {nodedown, Node}, #state{locks = Locks} = State0) ->
    %% hazard: ra-apply-nondeterministic
    State = maps:fold(
        fun
            (Key, Owner, Acc) when node(Owner) =:= Node -> release(Key, Owner, Acc);
            (_Key, _Owner, Acc) -> Acc
        end,
        State0,
        Locks
    ),
    {State, ok};
%% A reply in the order of the map.
apply(_Meta, list, #state{locks = Locks} = State) ->
    %% hazard: ra-apply-nondeterministic
    {State, maps:keys(Locks)};
apply(#{index := Index}, {owner, New}, State) ->
    %% hazard: ra-apply-nondeterministic
    {State#state{owner = {New, make_ref()}}, ok, [{release_cursor, Index, State}]}.

release(Key, Owner, #state{locks = Locks, waiting = Waiting} = State) ->
    State#state{locks = maps:remove(Key, Locks), waiting = Waiting ++ [Owner]}.

%% A transaction runs on every member too.
rename(Path, Name) ->
    khepri:transaction(lock_store, fun() ->
        %% hazard: ra-apply-nondeterministic
        Changed = calendar:universal_time(),
        khepri_tx:put(Path, #{name => Name, changed => Changed})
    end).
