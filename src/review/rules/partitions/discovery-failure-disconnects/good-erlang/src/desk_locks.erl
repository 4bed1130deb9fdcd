%% What the topology names as disconnect: the node stays until the tick ends.
-module(desk_locks).

-export([with_lock/2, ignore_disconnect/1]).

with_lock(Key, Fun) ->
    global:trans({Key, self()}, Fun, [node() | nodes()], 3).

ignore_disconnect(_Node) ->
    true.
