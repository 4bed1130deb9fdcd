%% A replicated job table: each member starts the job.
-module(job_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).
-export([rename/3]).

init(_Config) ->
    #{}.

apply(#{index := Index}, {start, Id, Job}, State0) ->
    %% hazard: ra-apply-side-effect
    {ok, Pid} = supervisor:start_child(job_sup, [Job]),
    State = State0#{Id => {Job, Pid}},
    {State, ok, [{release_cursor, Index, State}]};
apply(_Meta, {stop, Id}, State) ->
    #{Id := {_Job, Pid}} = State,
    %% hazard: ra-apply-side-effect
    Pid ! stop,
    {maps:remove(Id, State), ok};
apply(_Meta, {charge, Id, Amount}, State) ->
    %% hazard: ra-apply-side-effect
    ok = job_bill:charge(Id, Amount),
    {State, ok}.

%% A transaction runs on every member.
rename(Path, Name, Pid) ->
    khepri:transaction(job_store, fun() ->
        ok = khepri_tx:put(Path, Name),
        %% hazard: ra-apply-side-effect
        gen_server:cast(Pid, {renamed, Name})
    end).
