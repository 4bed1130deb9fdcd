%% A replicated counter that counts by a setting of the member.
-module(step_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).

init(_Config) ->
    #{count => 0, by => #{}}.

apply(#{index := Index}, {count, Who}, #{count := Count, by := By} = State0) ->
    %% hazard: ra-apply-nondeterministic
    {ok, Step} = application:get_env(counter, step),
    State = State0#{count := Count + Step, by := By#{Who => Step}},
    {State, ok, [{release_cursor, Index, State}]};
apply(_Meta, top, #{by := By} = State) ->
    %% hazard: ra-apply-nondeterministic
    Top = hd(maps:to_list(By)),
    {State, Top}.
