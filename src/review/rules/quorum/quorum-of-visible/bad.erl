%% A lock service that goes on while it "sees a majority".
-module(lock_guard).

-export([
    may_serve/0,
    elect/1,
    has_majority/1,
    commit/2,
    promote/1,
    accept/2,
    in_majority/0,
    granted/2,
    lock/2
]).

%% The same list is both the count and the size.
may_serve() ->
    Visible = [node() | nodes()],
    Up = length(Visible),
    %% hazard: quorum-of-visible
    case Up >= length(Visible) div 2 + 1 of
        true -> serve;
        false -> refuse
    end.

%% The size is one more than the nodes that can be seen.
elect(Votes) ->
    %% hazard: quorum-of-visible
    case length(Votes) > (length(nodes()) + 1) div 2 of
        true -> leader;
        false -> follower
    end.

%% The size comes from a helper.
has_majority(Acks) ->
    %% hazard: quorum-of-visible
    length(Acks) >= cluster_size() div 2 + 1.

cluster_size() ->
    Connected = nodes([this, visible]),
    length(Connected).

%% The nodes that run Mnesia now.
commit(Key, Acks) ->
    Running = mnesia:system_info(running_db_nodes),
    Needed = length(Running) div 2 + 1,
    if
        %% hazard: quorum-of-visible
        length(Acks) >= Needed -> {committed, Key};
        true -> {pending, Key}
    end.

%% A set of nodes.
promote(Granted) ->
    Members = sets:from_list(erlang:nodes() ++ [node()]),
    %% hazard: quorum-of-visible
    case length(Granted) >= sets:size(Members) div 2 + 1 of
        true -> primary;
        false -> backup
    end.

%% Who has joined a process group, which forgets the other side of a cut.
accept(Entry, Replies) ->
    Members = pg:get_members(lock_scope, voters),
    %% hazard: quorum-of-visible
    case length(Replies) >= length(Members) div 2 + 1 of
        true -> {accepted, Entry};
        false -> {rejected, Entry}
    end.

%% Filtered, but still only what can be seen.
in_majority() ->
    Nodes = [node() | nodes()],
    Members = lists:filter(fun is_lock_node/1, Nodes),
    Alive = [N || N <- Members, net_adm:ping(N) =:= pong],
    %% hazard: quorum-of-visible
    length(Alive) > length(Members) / 2.

is_lock_node(Node) ->
    lists:prefix("lock", atom_to_list(Node)).

%% The negative form.
granted(Lock, Votes) ->
    %% hazard: quorum-of-visible
    case length(Votes) < length([node() | nodes(connected)]) div 2 + 1 of
        true -> {denied, Lock};
        false -> {granted, Lock}
    end.

%% Those that the membership calls up agree: that is all that a side has.
lock(Name, Owner) ->
    %% hazard: quorum-of-visible
    Up = cluster_membership:nodes(up),
    {Answers, Silent} = gen_server:multi_call(Up, lock_table, {acquire_lock, Name, Owner}, 2000),
    Silent =:= [] andalso lists:all(fun({_, Answer}) -> Answer =:= granted end, Answers).
