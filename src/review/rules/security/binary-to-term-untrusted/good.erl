-module(fixture).
-export([accept/2, packet/2, load/1, column/1]).

accept(Request, State) ->
    {ok, Body, Request1} = cowboy_req:read_body(Request),
    {jsx:decode(Body), Request1, State}.

%% Signed by a node of ours, and checked before it is decoded.
packet(Socket, Key) ->
    {ok, <<Mac:32/binary, Bytes/binary>>} = gen_tcp:recv(Socket, 0),
    true = crypto:hash_equals(Mac, crypto:mac(hmac, sha256, Key, Bytes)),
    binary_to_term(Bytes).

%% A file that this program writes itself.
load(Path) ->
    {ok, Bytes} = file:read_file(Path),
    binary_to_term(Bytes).

column(Request) ->
    binary_to_existing_atom(cowboy_req:binding(column, Request)).
