-module(fixture).
-export([start/0]).

start() ->
    erlang:set_cookie(node(), list_to_atom(os:getenv("RELEASE_COOKIE"))).
