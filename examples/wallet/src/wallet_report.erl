%% Balances of all nodes, for the daily report.
-module(wallet_report).
-behaviour(gen_server).
-export([start_link/0, init/1, handle_call/3, handle_cast/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    Accounts = rpc:call(hd(nodes()), wallet_store, accounts, []),
    {ok, #{accounts => lists:usort(Accounts)}}.

handle_call(balances, _From, State) ->
    Balances = [{Node, rpc:call(Node, wallet_store, balances, [], 2000)} || Node <- nodes()],
    {reply, Balances, State}.

handle_cast(_Message, State) ->
    {noreply, State}.
