-module(shop_members).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2, pause/0]).

%% Changes are asked for first.
init([]) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, nodes()}.

handle_call(_Request, _From, Members) ->
    {reply, Members, Members}.

handle_cast(_Message, Members) ->
    {noreply, Members}.

handle_info({nodeup, Node}, Members) ->
    {noreply, [Node | Members]};
handle_info({nodedown, Node}, Members) ->
    {noreply, lists:delete(Node, Members)}.

%% Changes are given up, not asked for.
pause() ->
    Members = nodes(),
    ok = net_kernel:monitor_nodes(false),
    Members.
