%% A replicated register whose log only grows.
-module(register_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).

init(_Config) ->
    #{}.

%% hazard: ra-log-unbounded
apply(_Meta, {set, Key, Value}, State) ->
    {State#{Key => Value}, ok};
apply(_Meta, _Other, State) ->
    {State, {error, unknown}}.
