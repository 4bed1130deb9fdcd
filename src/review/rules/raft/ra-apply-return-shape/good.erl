%% A replicated register: state, reply, effects.
-module(register_machine).

-behaviour(ra_machine).

-compile({no_auto_import, [apply/3]}).
-export([init/1, apply/3]).

init(_Config) ->
    #{}.

apply(#{index := Index}, {set, Key, Value}, State0) ->
    State = State0#{Key => Value},
    {State, ok, [{release_cursor, Index, State}]};
%% A read command.
apply(_Meta, {get, Key}, State) ->
    {State, maps:get(Key, State, undefined)};
%% Nothing to do, and nothing to answer.
apply(_Meta, {down, _Pid, _Reason}, State) ->
    {State, noreply};
apply(_Meta, {add, Key, Value}, State) ->
    case State of
        #{Key := Old} -> {State, {error, {exists, Old}}};
        _ -> {State#{Key => Value}, ok, garbage_collection}
    end;
apply(Meta, {many, Commands}, State) ->
    lists:foldl(
        fun(Command, {Acc, _Reply}) ->
            {_, _} = apply(Meta, Command, Acc)
        end,
        {State, ok},
        Commands
    );
apply(_Meta, _Other, State) ->
    {State, {error, unknown}}.
