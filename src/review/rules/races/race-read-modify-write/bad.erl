-module(fixture).
-behaviour(gen_server).
-export([start_link/0, init/1, handle_call/3, handle_cast/2, failed/2, enable/1]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ets:new(failures, [named_table, public]),
    {ok, #{}}.

handle_call(_, _From, State) -> {reply, ok, State}.
handle_cast(_, State) -> {noreply, State}.

%% Runs in the process of each connection.
failed(Address, Max) ->
    Count = case ets:lookup(failures, Address) of
                [{Address, N}] ->
                    %% hazard: race-read-modify-write
                    ets:insert(failures, {Address, N + 1}),
                    N + 1;
                [] ->
                    ets:insert_new(failures, {Address, 1}),
                    1
            end,
    Count >= Max.

enable(Feature) ->
    Features = persistent_term:get(features, #{}),
    %% hazard: race-read-modify-write
    persistent_term:put(features, Features#{Feature => true}).
