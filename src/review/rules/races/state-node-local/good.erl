-module(fixture_throttle).
-export([hit/2]).

%% One node: nothing connects it to others.
hit(Address, Max) ->
    ets:update_counter(hits, Address, {2, 1}, {Address, 0}) =< Max.
