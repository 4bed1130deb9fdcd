%% Knows a request again, or says that it does not know.
-module(store_wallet).

-export([charge/5, transfer/3, balance/2]).

%% The identifier travels with the request.
charge(Server, RequestId, Account, Amount, Tries) ->
    try gen_server:call(Server, {charge, RequestId, Account, Amount}, 2000)
    catch
        exit:{timeout, _} when Tries > 0 -> charge(Server, RequestId, Account, Amount, Tries - 1)
    end.

%% "Unknown" is an outcome of its own.
transfer(Server, Account, Amount) ->
    try gen_server:call(Server, {transfer, Account, Amount}, 2000)
    catch
        exit:{timeout, _} -> {error, unknown_outcome}
    end.

%% A question changes nothing.
balance(Node, Account) ->
    case rpc:call(Node, store_accounts, get, [Account], 2000) of
        {badrpc, timeout} -> balance(Node, Account);
        {badrpc, Reason} -> {error, Reason};
        Balance -> {ok, Balance}
    end.
