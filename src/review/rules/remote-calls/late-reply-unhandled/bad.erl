%% Goes on without an answer that still comes.
-module(store_asker).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Peer) ->
    {ok, #{peer => Peer}}.

%% The answer to an earlier question is taken for this one.
handle_call({ask, Question}, _From, #{peer := Peer} = State) ->
    Peer ! {question, self(), Question},
    %% hazard: late-reply-unhandled
    receive
        {answer, Answer} -> {reply, {ok, Answer}, State}
    after 1000 ->
        {reply, {error, timeout}, State}
    end.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info(tick, State) ->
    {noreply, State}.
