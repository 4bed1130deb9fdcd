-module(fixture).
-behaviour(gen_server).
-export([start_link/0, report/1, init/1, handle_call/3, handle_cast/2]).

start_link() -> gen_server:start_link({global, fixture}, fixture, [], []).

report(Event) -> gen_server:cast({global, fixture}, {event, Event}).

init([]) -> {ok, []}.
handle_call(_, _, State) -> {reply, ok, State}.

handle_cast({event, Event}, State) ->
    store(Event),
    {noreply, State}.

store(Event) ->
    %% hazard: mailbox-unbounded
    mnesia:transaction(fun() -> mnesia:write({events, erlang:make_ref(), Event}) end).
