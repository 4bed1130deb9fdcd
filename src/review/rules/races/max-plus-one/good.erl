-module(fixture).
-behaviour(gen_server).
-export([start/0, append/1, init/1, handle_call/3, handle_cast/2]).

start() ->
    ets:new(journal, [named_table, public, ordered_set]),
    ets:new(counters, [named_table, public]).

%% A counter gives the number.
append(Entry) ->
    Next = ets:update_counter(counters, journal, {2, 1}, {journal, 0}),
    ets:insert(journal, {Next, Entry}).

init([]) ->
    ets:new(own, [named_table, ordered_set]),
    {ok, none}.

%% One process numbers.
handle_call({append, Entry}, _From, State) ->
    Next = ets:last(own) + 1,
    ets:insert(own, {Next, Entry}),
    {reply, Next, State}.

handle_cast(_, State) -> {noreply, State}.
