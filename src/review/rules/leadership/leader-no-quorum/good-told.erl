%% A helper watches the others; what is told is only noted.
-module(rates_peers).

-export([start/1]).

-record(peers, {up, leader}).

start(Peers) ->
    wait(#peers{up = Peers}).

wait(#peers{up = Up} = State) ->
    receive
        {watcher, 'DOWN', Node} ->
            wait(State#peers{up = lists:delete(Node, Up)});
        {leads, Pid} ->
            wait(State#peers{leader = Pid})
    end.
