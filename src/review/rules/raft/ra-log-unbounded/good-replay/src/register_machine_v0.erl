%% The first version, kept for the replay of old entries: it must not change.
-module(register_machine_v0).

-behaviour(ra_machine).

-export([init/1, apply/3]).

init(_Config) ->
    #{}.

apply(_Meta, {set, Key, Value}, State) ->
    {State#{Key => Value}, ok}.
