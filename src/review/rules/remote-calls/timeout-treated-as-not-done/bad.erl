%% Charges again when the answer is late.
-module(store_wallet).

-export([charge/4, push/2]).

charge(Server, Account, Amount, Tries) ->
    %% hazard: timeout-treated-as-not-done
    try gen_server:call(Server, {charge, Account, Amount}, 2000)
    catch
        %% hazard: timeout-treated-as-not-done
        exit:{timeout, _} when Tries > 0 -> charge(Server, Account, Amount, Tries - 1)
    end.

push(Node, Entry) ->
    %% hazard: timeout-treated-as-not-done
    case rpc:call(Node, store_log, append, [Entry], 2000) of
        %% hazard: timeout-treated-as-not-done
        {badrpc, timeout} -> push(Node, Entry);
        {badrpc, Reason} -> {error, Reason};
        ok -> ok
    end.
