%% Times that may be judged by a clock, and leases that are judged elsewhere.
-module(lease_store).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([
    acquire/3,
    hold/2,
    valid_with_margin/1,
    session_valid/1,
    invoice_overdue/1,
    account_locked/1,
    expires_header/1,
    cached/2,
    fresh/2,
    wait_for_lock/2
]).

-record(lease, {name, owner, expires_at}).
-record(session, {id, owner, expires_at}).

%% The expiry is set and checked by one server: the database compares with its own now().
acquire(Connection, Name, Owner) ->
    epgsql:equery(
        Connection,
        "UPDATE leases SET owner = $2, expires_at = now() + interval '15 seconds', token = token + 1 "
        "WHERE name = $1 AND (expires_at < now() OR owner = $2) RETURNING token",
        [Name, Owner]
    ).

%% The holder counts on its own monotonic clock, and stops early.
hold(#lease{} = Lease, TakenAt) ->
    Elapsed = erlang:monotonic_time(millisecond) - TakenAt,
    case Elapsed < 10_000 of
        true -> {ok, Lease};
        false -> stop
    end.

%% The margin is at least the measured clock error, and the holder stops early.
valid_with_margin(#lease{expires_at = LeaseUntil}) ->
    MaxClockError = clock_monitor:max_error_ms(),
    erlang:system_time(millisecond) + MaxClockError < LeaseUntil.

%% One process sets and checks it: the own state of a server.
init(_) ->
    {ok, #{owner => none, lease_until => 0}}.

handle_call({take, Owner}, _From, State) ->
    Now = erlang:system_time(second),
    case maps:get(lease_until, State) < Now of
        true -> {reply, ok, State#{owner := Owner, lease_until := Now + 15}};
        false -> {reply, held, State}
    end.

handle_cast(_Message, State) ->
    {noreply, State}.

%% Token and session expiry.
session_valid(#session{} = Session) ->
    Session#session.expires_at > erlang:system_time(second).

%% A date on a human scale.
invoice_overdue(#{owner := _Owner, invoice_due := Due}) ->
    Due < calendar:universal_time().

%% An account that is locked after failed logins, for an hour.
account_locked(#{locked_until := LockedUntil, login_attempts := Attempts}) ->
    Attempts > 3 andalso account_lock_active(LockedUntil).

account_lock_active(LockedUntil) ->
    erlang:system_time(second) < LockedUntil.

%% A header for other people's caches.
expires_header(MaxAge) ->
    httpd_util:rfc1123_date(calendar:system_time_to_universal_time(os:system_time(second) + MaxAge, second)).

%% Cache time to live inside one VM.
cached(Table, Key) ->
    case ets:lookup(Table, Key) of
        [{Key, Value, ExpiresAt}] ->
            case ExpiresAt > erlang:system_time(second) of
                true -> {ok, Value};
                false -> expired
            end;
        [] ->
            missing
    end.

%% Freshness of a measurement.
fresh(MeasuredAt, MaxAge) ->
    os:system_time(second) - MeasuredAt < MaxAge.

%% A wait loop is the local variant: one process reads both times.
wait_for_lock(Key, Timeout) ->
    wait_lock(Key, erlang:system_time(millisecond) + Timeout).

wait_lock(Key, Deadline) ->
    case lock_client:try_take(Key) of
        ok ->
            ok;
        busy ->
            case erlang:system_time(millisecond) < Deadline of
                true -> wait_lock(Key, Deadline);
                false -> timeout
            end
    end.
