%% Sends what is due. There must be one.
-module(invoice_scheduler).

-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2]).

start_link(Arg) ->
    %% hazard: registry-eventual-singleton
    gen_server:start_link({via, syn, {invoices, scheduler}}, ?MODULE, Arg, []).

init(Arg) ->
    {ok, Arg}.

handle_call(due, _From, State) ->
    {reply, State, State}.

handle_cast(_, State) ->
    {noreply, State}.
