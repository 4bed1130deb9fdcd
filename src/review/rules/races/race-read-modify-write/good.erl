-module(fixture).
-behaviour(gen_server).
-export([start_link/0, init/1, handle_call/3, handle_cast/2, failed/2, enable/1, touch/1, merge/2]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ets:new(failures, [named_table, public]),
    ets:new(sessions, [named_table]),
    {ok, #{}}.

%% The owner alone writes its protected table.
handle_call({seen, Session}, _From, State) ->
    case ets:lookup(sessions, Session) of
        [{Session, N}] -> ets:insert(sessions, {Session, N + 1});
        [] -> ets:insert(sessions, {Session, 1})
    end,
    {reply, ok, State}.

handle_cast(_, State) -> {noreply, State}.

%% The table adds.
failed(Address, Max) ->
    ets:update_counter(failures, Address, {2, 1}, {Address, 0}) >= Max.

%% A lock of this node around both steps.
enable(Feature) ->
    Lock = {features, self()},
    global:set_lock(Lock, [node()]),
    try
        Features = persistent_term:get(features, #{}),
        persistent_term:put(features, Features#{Feature => true})
    after
        global:del_lock(Lock, [node()])
    end.

%% What is written is not made from what was read.
touch(Address) ->
    case ets:lookup(failures, Address) of
        [{Address, _}] -> ets:insert(failures, {Address, 0});
        [] -> ok
    end.

%% A table that was handed over belongs to whoever got it.
merge(Table, Key) ->
    [{Key, Dots}] = ets:lookup(Table, Key),
    ets:insert(Table, {Key, [node() | Dots]}).
