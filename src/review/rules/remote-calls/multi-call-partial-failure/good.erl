%% Looks at who did not answer.
-module(store_everywhere).

-export([total_number/0, write/4, total/1, forget/2, probe_load/1, answering/1, announce/1, print_sizes/1]).

%% The number of good answers is compared with what the write needs.
write(Nodes, Key, Value, Needed) ->
    {Answers, _Down} = rpc:multicall(Nodes, store_table, put, [Key, Value], 2000),
    Good = [ok || ok <- Answers],
    case length(Good) >= Needed of
        true -> ok;
        false -> {error, no_quorum}
    end.

%% The failed nodes are returned to the caller.
total(Nodes) ->
    case rpc:multicall(Nodes, store_table, entries, [], 2000) of
        {Counts, []} -> {ok, lists:sum(Counts)};
        {_Counts, Down} -> {error, {no_answer, Down}}
    end.

%% The failed nodes are logged; the operation is best effort by its own words.
forget(Nodes, Key) ->
    {Answers, Down} = rpc:multicall(Nodes, store_table, forget, [Key], 2000),
    Down =/= [] andalso logger:warning("~p may be remembered on ~p", [Key, Down]),
    length([ok || ok <- Answers]).

%% A probe: a missing answer means "not a candidate".
probe_load(Nodes) ->
    {Loads, _Down} = rpc:multicall(Nodes, store_table, load, [], 500),
    [Load || Load <- Loads, is_number(Load)].

%% Who answers is the question.
answering(Nodes) ->
    [Name || {ok, Name} <- erpc:multicall(Nodes, store_table, name, [], 500)].

%% Nobody reads the answers.
announce(Nodes) ->
    _ = rpc:multicall(Nodes, store_table, announce, [node()], 2000),
    ok.

%% A command: whoever reads the list sees what is missing.
print_sizes(Nodes) ->
    {Sizes, _Down} = rpc:multicall(Nodes, store_table, size, [], 2000),
    [io:format("size: ~p~n", [Size]) || Size <- Sizes].

%% A figure for people: a node that is down has no sessions.
total_number() ->
    {Numbers, _Down} = rpc:multicall(store_table, number_of_sessions, [], 2000),
    lists:sum([Number || Number <- Numbers, is_integer(Number)]).
