-module(fixture).
-export([acquire/2, release/2]).

acquire(Redis, Name) ->
    %% hazard: redis-lock-unsafe
    eredis:q(Redis, ["SETNX", ["lock:", Name], "1"]).

release(Redis, Name) ->
    %% hazard: redis-lock-unsafe
    eredis:q(Redis, ["DEL", ["lock:", Name]]).
