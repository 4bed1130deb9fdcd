%% A detector of its own for partial partitions: whoever loses one node that others still see, leaves them all.
-module(ledger_partitions).

-behaviour(gen_server).

-export([start_link/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() ->
    gen_server:start_link({global, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast({still_seen_by, Lost, Others}, State) ->
    logger:warning("~p is lost, and still seen by ~p", [Lost, Others]),
    _ = [erlang:disconnect_node(Node) || Node <- Others],
    {noreply, State}.

handle_info({nodedown, Node}, State) ->
    ok = ledger_gossip:ask_who_sees(Node),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
