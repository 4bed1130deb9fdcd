%% Forms the cluster once, and does not look whether it did.
-module(store_mesh).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, wake/1]).

init(Nodes) ->
    lists:foreach(
        fun(Node) ->
            %% hazard: connect-result-ignored
            net_kernel:connect_node(Node)
        end,
        Nodes
    ),
    {ok, #{nodes => Nodes}}.

handle_call(nodes, _From, #{nodes := Nodes} = State) ->
    {reply, Nodes, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

wake(Node) ->
    %% hazard: connect-result-ignored
    _ = net_adm:ping(Node),
    ok.
