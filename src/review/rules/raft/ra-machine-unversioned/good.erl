%% Version 1, with the module of version 0 named.
-module(register_machine).

-behaviour(ra_machine).

-export([init/1, version/0, which_module/1, apply/3]).

init(_Config) ->
    #{}.

version() ->
    1.

which_module(0) -> register_machine_v0;
which_module(1) -> ?MODULE.

apply(_Meta, {machine_version, 0, 1}, State) ->
    {maps:map(fun(_Key, Value) -> {Value, 0} end, State), ok};
apply(#{index := Index}, {set, Key, Value}, State0) ->
    State = State0#{Key => {Value, Index}},
    {State, ok, [{release_cursor, Index, State}]}.
