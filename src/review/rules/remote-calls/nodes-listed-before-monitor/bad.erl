-module(shop_members).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% Whoever joins between the two lines is never seen.
init([]) ->
    %% hazard: nodes-listed-before-monitor
    Members = nodes(),
    ok = net_kernel:monitor_nodes(true, [nodedown_reason]),
    {ok, Members}.

handle_call(_Request, _From, Members) ->
    {reply, Members, Members}.

handle_cast(_Message, Members) ->
    {noreply, Members}.

handle_info({nodeup, Node, _Info}, Members) ->
    {noreply, [Node | Members]};
handle_info({nodedown, Node, _Info}, Members) ->
    {noreply, lists:delete(Node, Members)}.
