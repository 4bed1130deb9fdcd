%% An Erlang application beside an Elixir release that finds its nodes.
-module(desk_locks).

-export([with_lock/2]).

with_lock(Key, Fun) ->
    global:trans({Key, self()}, Fun, [node() | nodes()], 3).
