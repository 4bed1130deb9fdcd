-module(fixture).
-behaviour(gen_server).
-export([start_link/0, init/1, handle_call/3, handle_cast/2, failed/2, enable/1, open/1, close/1]).

start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ets:new(failures, [named_table, public]),
    {ok, #{doors => []}}.

handle_call(doors, _From, #{doors := Doors} = State) -> {reply, {ok, Doors}, State};
%% hazard: race-read-modify-write
handle_call({doors, Doors}, _From, State) -> {reply, ok, State#{doors := Doors}};
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

%% The server is asked, and told again: what another told it in between is gone.
open(Door) ->
    {ok, Doors} = gen_server:call(?MODULE, doors),
    Open = ordsets:add_element(Door, Doors),
    %% hazard: race-read-modify-write
    gen_server:call(?MODULE, {doors, Open}).

close(Door) ->
    {ok, Doors} = gen_server:call(?MODULE, doors),
    %% hazard: race-read-modify-write
    gen_server:call(?MODULE, {doors, ordsets:del_element(Door, Doors)}).
