%% An id that the machine remembers, or no second try.
-module(order_client).

-export([order/2, order_once/2, change/3]).

%% The reference is part of the command: the machine answers the first reply again.
order(Servers, Order) ->
    Ref = make_ref(),
    submit(Servers, {order, Ref, Order}, Ref).

submit([], _Command, Ref) ->
    {error, {unavailable, Ref}};
submit([Server | Servers], Command, Ref) ->
    CommandWithRef = {dedup, Ref, Command},
    case ra:process_command(Server, CommandWithRef, 5000) of
        {ok, Reply, _Leader} -> Reply;
        {timeout, _} -> submit(Servers, Command, Ref)
    end.

%% The caller decides.
order_once(Server, Order) ->
    case ra:process_command(Server, {order, Order}, 5000) of
        {ok, Reply, _Leader} -> Reply;
        {timeout, _} -> {error, unknown_outcome};
        {error, _} = Error -> Error
    end.

%% Commands that may not happen twice are given a reference; the others may be sent again as they are.
change(Server, Command, #{once := true}) ->
    OnceCommand = {dedup, make_ref(), Command},
    keep_sending(Server, OnceCommand);
change(Server, Command, _Options) ->
    keep_sending(Server, Command).

keep_sending(Server, Command) ->
    case ra:process_command(Server, Command, 5000) of
        {ok, Reply, _Leader} -> Reply;
        {timeout, _} -> keep_sending(Server, Command)
    end.
