%% Says that it is version 1, and applies all entries alike.
-module(register_machine).

-behaviour(ra_machine).

-export([init/1, version/0, apply/3]).

init(_Config) ->
    #{}.

version() ->
    %% hazard: ra-machine-unversioned
    1.

apply(#{index := Index}, {set, Key, Value}, State0) ->
    State = State0#{Key => {Value, Index}},
    {State, ok, [{release_cursor, Index, State}]}.
