-module(fixture).
-behaviour(gen_server).
-export([start/0, init/1, handle_call/3, handle_cast/2, hit/1, mark/1]).

start() ->
    ets:new(windows, [named_table, public, {write_concurrency, true}]).

init([]) ->
    ets:new(rooms, [named_table]),
    {ok, #{}}.

%% One process looks and starts.
handle_call({room, Name}, _From, State) ->
    Pid = case ets:lookup(rooms, Name) of
              [{Name, Running}] ->
                  Running;
              [] ->
                  Started = spawn_link(fun() -> receive stop -> ok end end),
                  ets:insert(rooms, {Name, Started}),
                  Started
          end,
    {reply, Pid, State}.

handle_cast(_, State) -> {noreply, State}.

%% The table takes the first one alone.
hit(Key) ->
    case ets:lookup(windows, Key) of
        [{Key, Counter}] ->
            counters:add(Counter, 1, 1);
        [] ->
            ets:insert_new(windows, {Key, counters:new(1, [])}),
            hit(Key)
    end.

%% Both insert the same.
mark(Key) ->
    case ets:member(windows, {seen, Key}) of
        true -> ok;
        false -> ets:insert(windows, {{seen, Key}, true})
    end.
