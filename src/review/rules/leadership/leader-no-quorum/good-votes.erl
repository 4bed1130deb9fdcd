%% The term of an answer is that of the state: the clause takes no other.
-module(depot_voter).

-behaviour(gen_statem).

-export([init/1, callback_mode/0, candidate/3, leader/3]).

-record(state, {me, peers = [], term = 0, votes = []}).

callback_mode() -> state_functions.

init({Me, Peers}) -> {ok, candidate, begin_election(#state{me = Me, peers = Peers})}.

candidate(cast, {vote_reply, Term, From, true}, #state{term = Term, votes = Votes, peers = Peers} = State) ->
    Now = lists:usort([From | Votes]),
    case length(Now) > (length(Peers) + 1) div 2 of
        true -> {next_state, leader, State#state{votes = Now}};
        false -> {keep_state, State#state{votes = [From | Votes]}}
    end;
candidate(cast, {vote_reply, _Term, _From, _Granted}, _State) ->
    keep_state_and_data;
candidate(state_timeout, silence, State) ->
    {keep_state, begin_election(State)}.

leader(cast, {step_down, Term}, #state{term = Own} = State) when Term > Own ->
    {next_state, candidate, State#state{term = Term}}.

begin_election(#state{term = Term, me = Me, peers = Peers} = State) ->
    [gen_statem:cast(Peer, {request_vote, Me, Term + 1}) || Peer <- Peers],
    State#state{term = Term + 1, votes = [Me]}.
