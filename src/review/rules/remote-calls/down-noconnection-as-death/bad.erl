%% Watches the workers of other nodes and takes over what they did.
-module(shop_watch).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Nodes) ->
    [erlang:monitor(process, {shop_worker, Node}) || Node <- Nodes],
    {ok, #{}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% The worker may live behind a cut: a second one is started.
handle_info({'DOWN', _Ref, process, {shop_worker, Node}, _Reason}, State) ->
    %% hazard: down-noconnection-as-death
    {ok, _Pid} = supervisor:start_child(shop_worker_sup, [Node]),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
