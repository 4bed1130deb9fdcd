%% Leads from the moment it is told, for ever.
-module(quota_keeper).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).

-record(state, {is_leader}).

init(_) ->
    {ok, #state{}}.

handle_call(is_leader, _From, State) ->
    {reply, State#state.is_leader, State}.

handle_cast(lead, State) ->
    %% hazard: leader-no-step-down
    {noreply, State#state{is_leader = true}}.
