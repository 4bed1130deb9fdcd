%% The same store with thresholds that are right, and halves that are no thresholds.
-module(kv_replica).

-export([
    quorum/1,
    may_be_served/2,
    may_heal/0,
    on_vote/2,
    commit/3,
    ready/2,
    has_quorum/2,
    takeover/2,
    maybe_alarm/2,
    step_down/2,
    config_changed/1,
    acked/2,
    gossip_targets/1,
    flushed/2,
    slow/2,
    median/1,
    search/3,
    shrink/2
]).

-define(VOTERS, ['kv@a', 'kv@b', 'kv@c']).
-define(CLUSTER_SIZE, 5).
-define(QUORUM, (?CLUSTER_SIZE div 2 + 1)).

-record(state, {votes = [], voters = []}).

%% Compared with >: more than the rounded half is right.
on_vote(From, #state{voters = Voters} = State) ->
    Votes = [From | State#state.votes],
    case length(Votes) > length(Voters) div 2 of
        true -> {leader, State#state{votes = Votes}};
        false -> {candidate, State#state{votes = Votes}}
    end.

%% One more than half, in a macro.
commit(Index, Acks, _State) ->
    if
        length(Acks) >= ?QUORUM -> {committed, Index};
        true -> {pending, Index}
    end.

%% Compared with >: more than the exact half is right.
ready(Members, Reachable) ->
    case length(Reachable) > length(Members) / 2 of
        true -> serve;
        false -> refuse
    end.

%% Twice the count against the size.
has_quorum(Up, Total) ->
    2 * Up > Total.

takeover(Replicas, Granted) ->
    case length(Granted) >= majority(length(Replicas)) of
        true -> become_primary;
        false -> stay_backup
    end.

majority(N) ->
    N div 2 + 1.

%% The comparison looks for the edge: one more loss is fatal.
maybe_alarm(Members, Reachable) ->
    Up = length(Reachable),
    Majority = length(Members) div 2 + 1,
    if
        Up =< Majority -> {alarm, one_more_loss_is_fatal, Up, Majority};
        true -> ok
    end.

%% The edge from the other side: half or fewer stop.
step_down(Members, Reachable) ->
    case length(Reachable) =< length(Members) div 2 of
        true -> stop;
        false -> go_on
    end.

%% A cap is right where the voters are the same fixed three for everybody.
config_changed(Acks) ->
    Needed = min(3, length(?VOTERS) div 2 + 1),
    case length(Acks) >= Needed of
        true -> applied;
        false -> pending
    end.

%% The leader counts the others only: half of them and itself are a majority.
acked(Followers, Acks) ->
    case length(Acks) >= (length(Followers) + 1) div 2 of
        true -> committed;
        false -> pending
    end.

%% The number means something else: a fan-out.
gossip_targets(Peers) ->
    lists:sublist(Peers, max(1, length(Peers) div 2)).

%% The number means something else: a half batch.
flushed(Batch, MaxBatch) ->
    case length(Batch) >= MaxBatch div 2 of
        true -> flush;
        false -> keep
    end.

%% The number means something else: half of a time limit.
slow(Elapsed, Timeout) ->
    Elapsed >= Timeout div 2.

%% The number means something else: a position.
median(Latencies) ->
    Sorted = lists:sort(Latencies),
    lists:nth((length(Sorted) + 1) div 2, Sorted).

%% The number means something else: the middle of an interval.
search(Low, High, Fits) ->
    Mid = (Low + High) div 2,
    case Fits(Mid) of
        true when Low >= Mid -> Mid;
        true -> search(Low, Mid, Fits);
        false -> search(Mid + 1, High, Fits)
    end.

%% The number means something else: a pool that is half idle.
shrink(Idle, PoolSize) ->
    case length(Idle) >= PoolSize div 2 of
        true -> shrink;
        false -> keep
    end.

%% A lower bound, not a cap: more are asked for, never fewer.
quorum(Members) ->
    case length(Members) div 2 + 1 of
        Needed when Needed < 2 -> 2;
        Needed -> Needed
    end.

%% Those who are left when those who are down are taken away.
may_be_served(Voters, Down) ->
    case length(Voters -- Down) > length(Voters) div 2 of
        true -> served;
        false -> refused
    end.

%% Those who are gone are what is left when those who are seen are taken away: fewer of them than half.
may_heal() ->
    Members = mnesia:system_info(db_nodes),
    NotAlive = length(Members -- [node() | nodes()]),
    NotAlive < length(Members) div 2.

%% The voters less those who are not seen.
formed(Voters) ->
    Missing = Voters -- [node() | nodes()],
    case length(Voters -- Missing) > length(Voters) div 2 of
        true -> formed;
        false -> waiting
    end.
