%% Only what this process keeps about the pid is dropped, or the pid is its own child.
-module(shop_pool).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(Nodes) ->
    [erlang:monitor(process, {shop_feed, Node}) || Node <- Nodes],
    {ok, #{feeds => Nodes}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({'DOWN', _Ref, process, {shop_feed, Node}, _Reason}, #{feeds := Feeds} = State) ->
    {noreply, State#{feeds => lists:delete(Node, Feeds)}};
handle_info(_Message, State) ->
    {noreply, State}.
