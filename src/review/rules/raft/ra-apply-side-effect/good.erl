%% A replicated job table that returns its effects.
-module(job_machine).

-behaviour(ra_machine).

-export([init/1, apply/3, state_enter/2]).

-record(state, {jobs = #{}}).

init(_Config) ->
    #state{}.

apply(#{index := Index}, {start, Id, Job}, #state{jobs = Jobs} = State0) ->
    State = State0#state{jobs = Jobs#{Id => Job}},
    {State, ok, [{mod_call, job_sup, start_job, [Id, Job]}, {release_cursor, Index, State}]};
apply(_Meta, {stop, Id, Pid}, #state{jobs = Jobs} = State) ->
    logger:info("stop ~p", [Id]),
    {State#state{jobs = maps:remove(Id, Jobs)}, ok, [{send_msg, Pid, stop}]};
%% A local mirror of the state for readers: doing it again changes nothing.
apply(_Meta, {publish, Id}, #state{jobs = Jobs} = State) ->
    ets:insert(job_mirror, {Id, maps:get(Id, Jobs)}),
    {State, ok};
%% On the member of the process alone.
apply(_Meta, {quit, Pid}, State) ->
    quit(Pid),
    {State, ok}.

quit(Pid) when node(Pid) =:= node() ->
    gen_server:cast(Pid, quit);
quit(_Pid) ->
    ok.

%% A hook of the leader.
state_enter(leader, #state{jobs = Jobs}) ->
    gen_server:cast(job_sup, {leader, maps:size(Jobs)}),
    [];
state_enter(_Other, _State) ->
    [].
