%% One for each draft: the registry finds it.
-module(invoice_draft).

-behaviour(gen_server).

-export([start_link/1, init/1, handle_call/3, handle_cast/2]).

start_link(Id) ->
    gen_server:start_link({via, syn, {invoices, Id}}, ?MODULE, Id, []).

init(Id) ->
    {ok, Id}.

handle_call(id, _From, Id) ->
    {reply, Id, Id}.

handle_cast(_, Id) ->
    {noreply, Id}.
