%% A replicated register that takes checkpoints.
-module(register_machine).

-behaviour(ra_machine).

-export([init/1, apply/3, version/0, which_module/1]).

init(_Config) ->
    #{}.

apply(#{index := Index}, {set, Key, Value}, State0) ->
    State = State0#{Key => Value},
    {State, ok, effects(Index, State)};
apply(_Meta, _Other, State) ->
    {State, {error, unknown}}.

effects(Index, State) when Index rem 1000 =:= 0 ->
    [{checkpoint, Index, State}];
effects(_Index, _State) ->
    [].

version() ->
    1.

which_module(0) -> register_machine_v0;
which_module(1) -> ?MODULE.
