%% Made for five nodes; nine run.
-module(depot_election).

-export([outcome/1]).

%% hazard: quorum-frozen-size
-define(QUORUM, 3).

outcome(Votes) ->
    case length(Votes) >= ?QUORUM of
        true -> won;
        false -> lost
    end.
