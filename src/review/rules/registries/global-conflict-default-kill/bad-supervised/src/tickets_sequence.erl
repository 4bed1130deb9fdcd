%% Hands out numbers; the last one is only in this process.
-module(tickets_sequence).

-behaviour(gen_server).

-export([start_link/0, next/0, init/1, handle_call/3, handle_cast/2]).

start_link() ->
    %% hazard: global-conflict-default-kill
    gen_server:start_link({global, ?MODULE}, ?MODULE, [], []).

next() ->
    gen_server:call({global, ?MODULE}, next, 5000).

init([]) ->
    {ok, 0}.

handle_call(next, _From, Last) ->
    {reply, Last + 1, Last + 1}.

handle_cast(_, Last) ->
    {noreply, Last}.
