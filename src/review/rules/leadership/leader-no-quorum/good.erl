%% Publishes rates from the node that the log names.
-module(rates_publisher).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(state, {publisher, is_leader = false}).

init(Publisher) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #state{publisher = Publisher}}.

handle_call(is_leader, _From, State) ->
    {reply, State#state.is_leader, State}.

handle_cast(_, State) ->
    {noreply, State}.

%% The log says who publishes, and by which epoch.
handle_info({nodedown, Gone}, #state{publisher = Gone} = State) ->
    case ra:process_command({rates, node()}, {publish, node()}, 2000) of
        {ok, {granted, _Number}, _Leader} -> {noreply, State#state{is_leader = true}};
        _ -> {noreply, State}
    end;
handle_info(_, State) ->
    {noreply, State}.
