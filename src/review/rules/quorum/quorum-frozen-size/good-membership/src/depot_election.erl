%% The membership is read when it is decided.
-module(depot_election).

-export([outcome/2, may_start/1, page/1]).

-define(CLUSTER_SIZE_HINT, 3).
-define(NODES_PER_PAGE, 4).

outcome(Votes, Server) ->
    {ok, Members, _Leader} = ra:members(Server),
    case length(Votes) > length(Members) div 2 of
        true -> won;
        false -> lost
    end.

%% A hint for the log, not a count of those who agree.
may_start(Port) ->
    Port > ?CLUSTER_SIZE_HINT.

%% As many as fit on a page.
page(Names) ->
    lists:sublist(Names, ?NODES_PER_PAGE).
