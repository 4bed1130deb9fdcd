%% Leads while most of the configured nodes can be seen.
-module(ledger_election).

-behaviour(gen_statem).

-export([init/1, callback_mode/0, follower/3, role/0]).

-define(SIZE, 3).

init(_) -> {ok, follower, #{}}.

callback_mode() -> state_functions.

%% Every node that sees two takes the role.
follower(info, check, Data) ->
    %% hazard: leader-visibility-quorum
    case length([node() | nodes()]) >= ?SIZE div 2 + 1 of
        true -> {next_state, leader, Data};
        false -> keep_state_and_data
    end;
%% Configured voters that can be seen.
follower(info, promote, Data) ->
    {ok, Voters} = application:get_env(ledger, voters),
    Up = [V || V <- Voters, lists:member(V, [node() | nodes()])],
    if
        %% hazard: leader-visibility-quorum
        length(Up) > length(Voters) div 2 -> {next_state, leader, Data};
        true -> keep_state_and_data
    end.

%% The negative form, with a plain number.
role() ->
    %% hazard: leader-visibility-quorum
    case length(nodes()) + 1 < 3 of
        true -> follower;
        false -> leader
    end.
