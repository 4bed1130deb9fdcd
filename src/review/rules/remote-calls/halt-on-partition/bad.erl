-module(shop_guard).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init([]) ->
    {ok, _} = mnesia:subscribe(system),
    {ok, #{}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% Each of the two nodes that disagree stops.
handle_info({mnesia_system_event, {inconsistent_database, _Context, _Node}}, State) ->
    %% hazard: halt-on-partition
    init:stop(),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
