%% A replicated register that answers like a server.
-module(register_machine).

-behaviour(ra_machine).

-export([init/1, apply/3]).

init(_Config) ->
    #{}.

apply(_Meta, {set, Key, Value}, State) ->
    %% hazard: ra-apply-return-shape
    {State, State#{Key => Value}, ok};
apply(_Meta, {get, Key}, State) ->
    %% hazard: ra-apply-return-shape
    {reply, maps:get(Key, State), State};
apply(_Meta, {add, Key, Value}, State) ->
    case maps:is_key(Key, State) of
        true ->
            {State, {error, exists}};
        false ->
            %% hazard: ra-apply-return-shape
            {ok, maps:put(Key, Value, State)}
    end;
apply(#{index := Index}, {remove, Key}, State0) ->
    State = maps:remove(Key, State0),
    %% hazard: ra-apply-return-shape
    {State, ok, [{release_cursor, Index, State}], []};
apply(_Meta, _Other, State) ->
    %% hazard: ra-apply-return-shape
    State.
