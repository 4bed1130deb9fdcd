%% Writes a transfer to the replicas and answers when enough of them have it.
-module(wallet_writer).
-export([write/1]).

-define(LIMIT, 2000).

write(Transfer) ->
    {ok, Replicas} = application:get_env(wallet, replicas),
    Results = erpc:multicall(Replicas, wallet_store, append, [Transfer], ?LIMIT),
    Acks = length([ok || {ok, ok} <- Results]),
    case Acks >= quorum(Replicas) of
        true -> ok;
        false -> {error, no_quorum}
    end.

quorum(Replicas) ->
    length(Replicas) div 2 + 1.
