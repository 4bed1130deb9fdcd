%% Renews at a third of the lease, and stops when it fails.
-module(fleet_holder).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(LEASE_TTL_MS, 15000).
-define(RENEW_MS, 5000).

init(Store) ->
    arm(),
    {ok, #{store => Store, token => undefined}}.

handle_call(token, _From, #{token := Token} = State) ->
    {reply, Token, State}.

handle_cast(_, State) ->
    {noreply, State}.

handle_info(renew, #{store := Store, token := Token} = State) ->
    case fleet_store:renew(Store, Token, ?LEASE_TTL_MS) of
        ok ->
            arm(),
            {noreply, State};
        {error, _} ->
            {stop, {shutdown, lost_lease}, State}
    end.

arm() ->
    erlang:send_after(?RENEW_MS, self(), renew).
