%% Publishes rates from one node; another goes on when that node is lost.
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

handle_info({nodedown, Gone}, #state{publisher = Gone} = State) ->
    {noreply, failover(State)};
handle_info(_, State) ->
    {noreply, State}.

failover(State) ->
    rates_feed:open(),
    %% hazard: leader-no-quorum
    State#state{publisher = node(), is_leader = true}.
