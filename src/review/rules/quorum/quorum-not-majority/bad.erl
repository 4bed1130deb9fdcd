%% A small replicated store: who leads, and when a write counts as kept.
-module(kv_replica).

-export([
    on_vote/2,
    commit/2,
    sealed/2,
    ready/2,
    takeover/2,
    has_quorum/2,
    next_step/1,
    renew/1,
    replicate/3,
    accepted/2,
    confirmed/3,
    quorum/1
]).

-define(CLUSTER_SIZE, 5).
-define(QUORUM, ?CLUSTER_SIZE div 2).

-record(state, {votes = [], voters = [], cluster_size = 0, term = 0}).

%% div without one more.
on_vote(From, #state{voters = Voters} = State) ->
    Votes = [From | State#state.votes],
    %% hazard: quorum-not-majority
    case length(Votes) >= length(Voters) div 2 of
        true -> {leader, State#state{votes = Votes}};
        false -> {candidate, State#state{votes = Votes}}
    end.

%% The size and the threshold are macros.
commit(Index, Acks) ->
    if
        %% hazard: quorum-not-majority
        length(Acks) >= ?QUORUM -> {committed, Index};
        true -> {pending, Index}
    end.

%% Rounded half, held in a variable.
sealed(Members, Confirmed) ->
    Needed = round(length(Members) / 2),
    Count = length(Confirmed),
    %% hazard: quorum-not-majority
    case Count >= Needed of
        true -> seal;
        false -> wait
    end.

%% Half rounded up.
ready(Members, Reachable) ->
    %% hazard: quorum-not-majority
    case length(Reachable) >= ceil(length(Members) / 2) of
        true -> serve;
        false -> refuse
    end.

%% The threshold comes from a helper, the size from its caller.
takeover(Replicas, Granted) ->
    %% hazard: quorum-not-majority
    case length(Granted) >= needed(length(Replicas)) of
        true -> become_primary;
        false -> stay_backup
    end.

needed(N) ->
    (N + 1) div 2.

%% A predicate: the comparison is the answer.
has_quorum(Up, Total) ->
    %% hazard: quorum-not-majority
    Up >= Total / 2.

%% Written the other way round, with fields of a record.
next_step(#state{} = State) ->
    if
        %% hazard: quorum-not-majority
        State#state.cluster_size div 2 =< State#state.votes -> lead;
        true -> follow
    end.

%% The negative form: too few is fewer than half.
renew(#state{votes = Granted, voters = Voters}) ->
    %% hazard: quorum-not-majority
    case length(Granted) < length(Voters) bsr 1 of
        true -> step_down;
        false -> keep_leading
    end.

%% The size comes from the configuration.
replicate(Key, Value, Acked) ->
    Size = application:get_env(kv_store, cluster_size, 3),
    %% hazard: quorum-not-majority
    case length([A || {ack, A} <- Acked]) >= Size div 2 of
        true -> {ok, Key, Value};
        false -> {error, not_enough_replicas}
    end.

%% The same, with the key of the configuration as the only name.
accepted(Ballot, Promises) ->
    {ok, N} = application:get_env(kv_store, replicas),
    %% hazard: quorum-not-majority
    case length(Promises) >= N div 2 of
        true -> {accept, Ballot};
        false -> {retry, Ballot}
    end.

%% A cap on a majority of members that come and go: three of six on each side of a cut.
confirmed(Members, Replies, Entry) ->
    Needed = min(3, length(Members) div 2 + 1),
    %% hazard: quorum-not-majority
    case length(Replies) >= Needed of
        true -> {durable, Entry};
        false -> {unsure, Entry}
    end.

%% The same cap, by a clause.
quorum(Members) ->
    %% hazard: quorum-not-majority
    case length(Members) div 2 + 1 of
        Needed when Needed > 3 -> 3;
        Needed -> Needed
    end.

%% The difference the wrong way round: whoever is seen and is no voter is counted.
formed(Voters) ->
    %% hazard: quorum-not-majority
    case length([node() | nodes()] -- Voters) > length(Voters) div 2 of
        true -> formed;
        false -> waiting
    end.
