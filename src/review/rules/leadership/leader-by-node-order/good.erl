%% Uses of an order of nodes that elect nobody by themselves.
-module(sched_nodes).

-export([stand/2, winner/2, show/0, describe/0, candidates/0, primary/0, leads/0]).

%% A tie-break inside a voted election: the first name stands first, and votes decide.
stand(Term, Voters) ->
    case lists:min([node() | nodes()]) =:= node() of
        true ->
            Granted = [V || V <- Voters, request_vote(V, Term)],
            case length(Granted) >= length(Voters) div 2 + 1 of
                true -> {leader, Term};
                false -> {follower, Term}
            end;
        false ->
            {follower, Term}
    end.

request_vote(Voter, Term) ->
    gen_server:call({sched_voter, Voter}, {request_vote, Term, node()}, 1000) =:= granted.

%% A tie-break among those with the most votes.
winner(Tally, _Term) ->
    Most = lists:max([Count || {_Node, Count} <- Tally]),
    Best = [Node || {Node, Count} <- Tally, Count =:= Most],
    lists:min(Best) =:= node().

%% Sorted for output.
show() ->
    io:format("nodes: ~p~n", [lists:sort([node() | nodes()])]).

%% For a status page: the first name is shown, nothing follows from it.
describe() ->
    Sorted = lists:sort([node() | nodes()]),
    #{nodes => Sorted, first => hd(Sorted), here => node()}.

%% Sorted to drop duplicates.
candidates() ->
    lists:usort([node() | nodes()] ++ nodes(hidden)).

%% The first of a configured list does not change with the view.
primary() ->
    {ok, Configured} = application:get_env(sched, nodes),
    hd(Configured) =:= node().

%% A log with terms chooses.
leads() ->
    case ra:consistent_query({sched, node()}, {sched_machine, epoch, []}, 2000) of
        {ok, Epoch, {sched, Leader}} when Leader =:= node() -> {leader, Epoch};
        _ -> not_leader
    end.
