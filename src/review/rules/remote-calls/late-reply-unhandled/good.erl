%% Knows its answers.
-module(store_asker).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2, ask_once/2]).

init(Peer) ->
    {ok, #{peer => Peer}}.

%% The reference of this question is in the pattern, and a late answer is dropped by the alias.
handle_call({ask, Question}, _From, #{peer := Peer} = State) ->
    Ref = erlang:monitor(process, Peer, [{alias, reply_demonitor}]),
    Peer ! {question, Ref, Question},
    receive
        {answer, Ref, Answer} -> {reply, {ok, Answer}, State};
        {'DOWN', Ref, process, _Pid, Reason} -> {reply, {error, Reason}, State}
    after 1000 ->
        erlang:demonitor(Ref, [flush]),
        {reply, {error, timeout}, State}
    end;
%% A call drops a late answer by itself.
handle_call(size, _From, State) ->
    {reply, gen_server:call(store_server, size, 1000), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info(_Message, State) ->
    {noreply, State}.

%% A process that ends with its wait.
ask_once(Peer, Question) ->
    spawn(fun() ->
        Peer ! {question, self(), Question},
        receive
            {answer, Answer} -> store_table:keep(Answer)
        after 1000 -> ok
        end
    end).
