%% A lost connection is told from a death, or nothing is taken over.
-module(shop_watch).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Nodes) ->
    [erlang:monitor(process, {shop_worker, Node}) || Node <- Nodes],
    {ok, #{suspects => [], feeds => Nodes}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% The reason is matched, and `noconnection` waits.
handle_info({'DOWN', _Ref, process, {shop_worker, Node}, noconnection}, #{suspects := Suspects} = State) ->
    {noreply, State#{suspects => [Node | Suspects]}};
handle_info({'DOWN', _Ref, process, {shop_worker, Node}, _Reason}, State) ->
    {ok, _Pid} = supervisor:start_child(shop_worker_sup, [Node]),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
