-module(desk).

-export([nodes_seen/0]).

nodes_seen() ->
    nodes().
