-module(fixture).
-export([start/0]).

start() ->
    %% hazard: dist-cookie-in-repo
    erlang:set_cookie(node(), fixture_cluster).
