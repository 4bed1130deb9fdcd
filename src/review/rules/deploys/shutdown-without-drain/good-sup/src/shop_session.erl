-module(shop_session).

-behaviour(gen_server).

-export([start_link/0, init/1, handle_call/3, handle_cast/2, terminate/2]).

start_link() ->
    gen_server:start_link(?MODULE, [], []).

init([]) ->
    process_flag(trap_exit, true),
    {ok, []}.

handle_call(_Request, _From, Peers) ->
    {reply, ok, Peers}.

handle_cast(_Message, Peers) ->
    {noreply, Peers}.

terminate(_Reason, Peers) ->
    [Peer ! {leaving, self()} || Peer <- Peers],
    shop_peers:left(self()).
