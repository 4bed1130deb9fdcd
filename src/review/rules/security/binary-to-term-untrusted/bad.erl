-module(fixture).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, accept/2]).

init(Socket) -> {ok, Socket}.
handle_call(_, _, Socket) -> {reply, ok, Socket}.
handle_cast(_, Socket) -> {noreply, Socket}.

handle_info({tcp, _Socket, Bytes}, Socket) ->
    {noreply, dispatch(Bytes, Socket)}.

dispatch(<<1:8, Rest/binary>>, Socket) ->
    %% hazard: binary-to-term-untrusted
    apply_command(binary_to_term(Rest)),
    Socket.

apply_command(_Command) -> ok.

accept(Request, State) ->
    {ok, Body, Request1} = cowboy_req:read_body(Request),
    %% hazard: binary-to-term-untrusted
    Term = erlang:binary_to_term(base64:decode(Body)),
    {Term, Request1, State}.
