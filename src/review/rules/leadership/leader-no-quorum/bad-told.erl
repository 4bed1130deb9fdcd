%% An election of its own: a helper watches the candidates, and who is down is passed over.
-module(rates_election).

-export([start/1]).

-record(election, {candidates, asked, leader, status}).

start(Candidates) ->
    Parent = self(),
    spawn_link(fun() -> watch(Parent, Candidates) end),
    wait(#election{candidates = Candidates}).

wait(Election) ->
    receive
        {ack, Node} ->
            wait(next(Election#election{asked = Node}));
        {watcher, 'DOWN', Node} = _Message when Node =:= Election#election.asked ->
            wait(next(Election))
    end.

next(#election{candidates = [Node | Rest]} = Election) ->
    {rates_election, Node} ! {halt, self()},
    Election#election{candidates = Rest, asked = Node};
next(#election{candidates = []} = Election) ->
    %% hazard: leader-no-quorum
    Election#election{leader = self(), status = normal}.

watch(Parent, Candidates) ->
    Watched = [{erlang:monitor(process, {rates_election, Node}), Node} || Node <- Candidates],
    told(Parent, Watched).

told(Parent, Watched) ->
    receive
        {'DOWN', Ref, process, _, _} ->
            {_, Node} = lists:keyfind(Ref, 1, Watched),
            Parent ! {watcher, 'DOWN', Node},
            told(Parent, Watched)
    end.
