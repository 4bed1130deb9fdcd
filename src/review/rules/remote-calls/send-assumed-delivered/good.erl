%% Who listens for nodes that come back sends them everything.
-module(shop_replica).

-behaviour(gen_server).

-export([start_link/0, put/3, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

put(Key, Value, Nodes) ->
    gen_server:abcast(Nodes, ?MODULE, {put, Key, Value}).

init([]) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, ets:new(?MODULE, [named_table, protected])}.

handle_call(_Request, _From, Table) ->
    {reply, ok, Table}.

handle_cast({put, Key, Value}, Table) ->
    true = ets:insert(Table, {Key, Value}),
    {noreply, Table}.

handle_info({nodeup, Node}, Table) ->
    [gen_server:cast({?MODULE, Node}, {put, Key, Value}) || {Key, Value} <- ets:tab2list(Table)],
    {noreply, Table};
handle_info({nodedown, _Node}, Table) ->
    {noreply, Table}.
