%% Every change goes to the other nodes once, and nobody asks whether it came.
-module(shop_replica).

-behaviour(gen_server).

-export([start_link/0, put/3, init/1, handle_call/3, handle_cast/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

put(Key, Value, Nodes) ->
    %% hazard: send-assumed-delivered
    gen_server:abcast(Nodes, ?MODULE, {put, Key, Value}).

init([]) ->
    {ok, ets:new(?MODULE, [named_table, protected])}.

handle_call(_Request, _From, Table) ->
    {reply, ok, Table}.

handle_cast({put, Key, Value}, Table) ->
    true = ets:insert(Table, {Key, Value}),
    {noreply, Table}.
