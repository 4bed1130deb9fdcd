%% The same service, with a size that a partition does not shrink.
-module(lock_guard).

-export([may_serve/0, elect/1, commit/2, accept/2, granted/2, status/0, report/1]).

-define(VOTERS, ['lock@a', 'lock@b', 'lock@c']).

%% The size comes from configured membership; what is visible is only counted.
may_serve() ->
    {ok, Voters} = application:get_env(lock_service, voters),
    Reachable = [V || V <- Voters, lists:member(V, [node() | nodes()])],
    case length(Reachable) >= length(Voters) div 2 + 1 of
        true -> serve;
        false -> refuse
    end.

%% The size comes from a configured number.
elect(Votes) ->
    Size = application:get_env(lock_service, cluster_size, 5),
    case length(Votes) >= Size div 2 + 1 of
        true -> candidate_won;
        false -> follower
    end.

%% The size comes from the schema, which keeps nodes that are away.
commit(Key, Acks) ->
    Members = mnesia:system_info(db_nodes),
    case length(Acks) >= length(Members) div 2 + 1 of
        true -> {committed, Key};
        false -> {pending, Key}
    end.

%% The size comes from committed membership.
accept(Entry, Replies) ->
    {ok, Members, _Leader} = ra:members({lock_store, node()}),
    case length(Replies) > length(Members) / 2 of
        true -> {accepted, Entry};
        false -> {rejected, Entry}
    end.

%% A fixed list of voters.
granted(Lock, Votes) ->
    case length(Votes) >= length(?VOTERS) div 2 + 1 of
        true -> {granted, Lock};
        false -> {denied, Lock}
    end.

%% A status page shows running of all, and decides nothing.
status() ->
    Running = mnesia:system_info(running_db_nodes),
    Visible = [node() | nodes()],
    #{
        running => length(Running),
        visible => length(Visible),
        most_run_mnesia => length(Running) > length(Visible) div 2
    }.

%% A list for people, half of it on the first page.
report(Page) ->
    Names = lists:sort([node() | nodes()]),
    {First, Second} = lists:split(length(Names) div 2, Names),
    case Page of
        1 -> First;
        2 -> Second
    end.
