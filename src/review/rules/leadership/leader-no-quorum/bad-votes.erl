%% An answer bears a term, and nobody looks at it.
-module(depot_voter).

-behaviour(gen_statem).

-export([init/1, callback_mode/0, candidate/3, leader/3]).

-record(state, {me, peers = [], term = 0, votes = []}).

callback_mode() -> state_functions.

init({Me, Peers}) -> {ok, candidate, begin_election(#state{me = Me, peers = Peers})}.

candidate(cast, {vote_reply, _Term, From, true}, State) ->
    %% hazard: leader-no-quorum
    won(add_vote(From, State));
candidate(state_timeout, silence, State) ->
    {keep_state, begin_election(State)}.

leader(cast, {step_down, Term}, #state{term = Own} = State) when Term > Own ->
    {next_state, candidate, State#state{term = Term}}.

add_vote(From, #state{votes = Votes} = State) ->
    State#state{votes = [From | lists:delete(From, Votes)]}.

won(#state{votes = Votes, peers = Peers} = State) ->
    case length(Votes) > (length(Peers) + 1) div 2 of
        true -> {next_state, leader, State};
        false -> {keep_state, State}
    end.

begin_election(#state{term = Term, me = Me, peers = Peers} = State) ->
    [gen_statem:cast(Peer, {request_vote, Me, Term + 1}) || Peer <- Peers],
    State#state{term = Term + 1, votes = [Me]}.
