%% Holds a lease on the fleet's plan and renews it.
-module(fleet_holder).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(LEASE_TTL_MS, 6000).
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
    %% hazard: lease-renew-too-late
    erlang:send_after(?RENEW_MS, self(), renew).
