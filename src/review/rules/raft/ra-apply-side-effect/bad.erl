%% A replicated presence table that tells a server of each member.
-module(presence_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).

init(_Config) ->
    [].

apply(#{index := Index}, {join, Pid}, State0) ->
    State = [Pid | State0],
    %% hazard: ra-apply-side-effect
    gen_server:cast(presence_server, {joined, Pid}),
    {State, ok, [{release_cursor, Index, State}]}.
