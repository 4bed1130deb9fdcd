%% The report is noted; healing begins after a while without another one.
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
    Timer = erlang:send_after(15000, self(), begin_healing),
    {noreply, desk_autoheal:note(Node, Timer, State)};
%% One pair after the other: the next node has an event of its own.
handle_info({mnesia_system_event, {inconsistent_database, starting_partitioned_network, Node}}, State) ->
    case desk_autoheal:enabled() of
        true -> {noreply, desk_autoheal:heal(Node, State)};
        false -> {noreply, State}
    end;
%% At each report it is asked whether everybody is back; before that nothing begins.
handle_info({mnesia_system_event, {inconsistent_database, _Context, Node}}, State) ->
    {noreply, maybe_heal(State#{split => Node})};
handle_info(begin_healing, State) ->
    {noreply, desk_autoheal:begin_with_all(State)};
handle_info(_Message, State) ->
    {noreply, State}.

maybe_heal(State) ->
    case desk_nodes:all_nodes_up() of
        true -> desk_autoheal:begin_with_all(State);
        false -> State
    end.
