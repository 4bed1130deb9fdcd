-module(desk_flags).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).

init(Options) ->
    desk_flags = ets:new(desk_flags, [named_table, protected]),
    {ok, Options}.

handle_call({set, Flag, Value}, _From, State) ->
    %% hazard: partition-no-heal-merge
    true = ets:insert(desk_flags, {Flag, Value}),
    abcast = gen_server:abcast(nodes(), ?MODULE, {was_set, Flag, Value}),
    {reply, ok, State}.

handle_cast({was_set, Flag, Value}, State) ->
    true = ets:insert(desk_flags, {Flag, Value}),
    {noreply, State}.
