%% Traps exits, so a shutdown runs terminate; the table of the own node ends with it.
-module(shop_till).

-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2, terminate/2]).

start_link(Till) ->
    gen_server:start_link(?MODULE, Till, []).

init(Till) ->
    process_flag(trap_exit, true),
    Seen = ets:new(seen, [protected]),
    ok = khepri:put([tills, Till], node()),
    {ok, {Till, Seen}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

terminate(_Reason, {Till, Seen}) ->
    true = ets:delete(Seen),
    ok = khepri:delete([tills, Till]).
