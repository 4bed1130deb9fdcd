-module(fixture).
-export([join/1, total/1]).

join(Node) -> net_kernel:connect_node(Node).

total(Key) ->
    global:trans({Key, self()}, fun() -> mnesia:dirty_update_counter(totals, Key, 1) end).
