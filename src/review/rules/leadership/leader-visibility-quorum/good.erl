%% Sees a majority, and asks for votes or only stops.
-module(ledger_election).

-behaviour(gen_statem).

-export([init/1, callback_mode/0, follower/3, leader/3, summary/0]).

-define(SIZE, 3).

init(_) -> {ok, follower, #{}}.

callback_mode() -> state_functions.

%% Sight is asked first, and then the others.
follower(info, campaign, Data) ->
    case length([node() | nodes()]) >= ?SIZE div 2 + 1 of
        true ->
            case ledger_votes:request_votes(Data) of
                won -> {next_state, leader, Data};
                lost -> keep_state_and_data
            end;
        false ->
            keep_state_and_data
    end;
%% Votes are counted.
follower(info, {votes, Votes}, Data) ->
    case length(Votes) >= ?SIZE div 2 + 1 of
        true -> {next_state, leader, Data};
        false -> keep_state_and_data
    end.

%% Only takes power away.
leader(info, check, Data) ->
    case length([node() | nodes()]) < ?SIZE div 2 + 1 of
        true -> {next_state, follower, Data};
        false -> keep_state_and_data
    end.

%% A figure for people.
summary() ->
    case length([node() | nodes()]) >= ?SIZE of
        true -> complete;
        false -> degraded
    end.
