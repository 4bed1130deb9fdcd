%% The time of one node, measured by its own clock that never jumps.
-module(shop_elapsed).

-export([measure/1]).

measure(Fun) ->
    Started = erlang:monotonic_time(millisecond),
    Result = Fun(),
    {erlang:monotonic_time(millisecond) - Started, Result}.
