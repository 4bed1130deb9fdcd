%% Leases in a replicated table: any node may take one that has ended.
-module(lease_store).

-export([
    valid/1,
    acquire/3,
    steal/2,
    locked/1,
    still_leader/1,
    contested/2,
    heartbeat_missed/1,
    reap/1,
    owned/2,
    hold/2,
    sweep/1
]).

-define(LOCK_TTL_US, 30_000_000).

-record(lease, {name, owner, expires_at}).
-record(held_lock, {resource, owner, counter, taken}).

%% A field of a record against the system clock.
valid(#lease{} = Lease) ->
    %% hazard: clock-wall-lease
    erlang:system_time(millisecond) < Lease#lease.expires_at.

%% The time in a variable, the lease in a map.
acquire(Name, Owner, #{lease_until := LeaseUntil} = Row) ->
    Now = os:system_time(second),
    if
        %% hazard: clock-wall-lease
        Now > LeaseUntil -> {ok, Row#{name => Name, owner => Owner, lease_until => Now + 15}};
        true -> {error, held}
    end.

%% The clock behind a helper, the comparison in a guard.
steal(Key, Node) ->
    Now = now_ms(),
    case ets:lookup(lock_copies, Key) of
        %% hazard: clock-wall-lease
        [{Key, _Owner, LockedUntil}] when LockedUntil =< Now ->
            ets:insert(lock_copies, {Key, Node, Now + 5000}),
            stolen;
        _ ->
            held
    end.

now_ms() ->
    erlang:system_time(millisecond).

%% A difference of two times against a macro.
locked(LockedAt) ->
    %% hazard: clock-wall-lease
    timer:now_diff(os:timestamp(), LockedAt) < ?LOCK_TTL_US.

%% Converted units.
still_leader({_Leader, Until}) ->
    Seconds = erlang:convert_time_unit(os:system_time(), native, second),
    %% hazard: clock-wall-lease
    Until >= Seconds.

%% Calendar time.
contested(#{owner_since := OwnerSince}, Limit) ->
    Now = calendar:datetime_to_gregorian_seconds(calendar:universal_time()),
    %% hazard: clock-wall-lease
    case Now - OwnerSince > Limit of
        true -> free;
        false -> taken
    end.

%% A heartbeat that another node wrote.
heartbeat_missed(#{last_heartbeat := LastHeartbeat}) ->
    %% hazard: clock-wall-lease
    case erlang:system_time(second) - LastHeartbeat > 10 of
        true -> take_over;
        false -> wait
    end.

%% In a filter over all leases.
reap(Leases) ->
    Now = erlang:timestamp(),
    %% hazard: clock-wall-lease
    [Name || #lease{name = Name, expires_at = Expiry} <- Leases, Expiry < Now].

%% The words stand in the function's name alone.
owned(Owner, {Owner, Until}) ->
    lock_holds(Until);
owned(_Owner, _Row) ->
    false.

lock_holds(Until) ->
    %% hazard: clock-wall-lease
    Until > erlang:system_time(second).

%% The owner's node stamps the lock, and the node that keeps it judges the stamp, in a match specification.
hold(Keeper, Resource) ->
    %% hazard: clock-wall-lease
    gen_server:call(Keeper, {hold, #held_lock{resource = Resource, owner = self(), taken = erlang:system_time(millisecond)}}, 5000).

sweep(Locks) ->
    Now = erlang:system_time(millisecond),
    %% hazard: clock-wall-lease
    Ended = ets:fun2ms(fun({_, _, _, _, LockTaken} = Lock) when Now - LockTaken > 15_000 -> Lock end),
    ets:select(Locks, Ended).
