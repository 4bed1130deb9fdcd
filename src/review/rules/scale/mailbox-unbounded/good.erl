-module(fixture).
-behaviour(gen_server).
-export([start_link/0, report/1, init/1, handle_call/3, handle_cast/2]).

start_link() -> gen_server:start_link({local, fixture}, fixture, [], []).

%% One on each node, and the sender waits.
report(Event) -> gen_server:call(fixture, {event, Event}, 2000).

init([]) -> {ok, []}.

handle_call({event, Event}, _From, State) ->
    Stored = mnesia:transaction(fun() -> mnesia:write({events, erlang:make_ref(), Event}) end),
    {reply, Stored, State}.

handle_cast(_, State) -> {noreply, State}.
