%% Healing begins at the first report, while a third part may still be away.
-module(desk_monitor).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Options) ->
    {ok, _Node} = mnesia:subscribe(system),
    {ok, Options}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, running_partitioned_network, Node}}, State) ->
    %% hazard: partition-no-heal-merge
    {noreply, desk_autoheal:begin_with_all(State#{split => Node})};
handle_info(_Message, State) ->
    {noreply, State}.
