%% Asks node after node.
-module(store_rounds).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, forget/2]).

init(Nodes) ->
    {ok, #{nodes => Nodes}}.

%% Five nodes that do not answer cost ten seconds; the caller waits five.
handle_call(sizes, _From, #{nodes := Nodes} = State) ->
    %% hazard: sequential-fanout
    Sizes = [{Node, size_or_error(rpc:call(Node, store_table, size, [], 2000))} || Node <- Nodes],
    {reply, Sizes, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

size_or_error({badrpc, Reason}) -> {error, Reason};
size_or_error(Size) -> {ok, Size}.

forget(Nodes, Key) ->
    lists:foreach(
        fun(Node) ->
            %% hazard: sequential-fanout
            rpc:call(Node, store_table, forget, [Key], 2000)
        end,
        Nodes
    ).
