%% One node closes the day's books: the first replica that is seen, where most of the configured replicas are.
-module(wallet_owner).
-export([is_owner/0]).

is_owner() ->
    Replicas = application:get_env(wallet, replicas, []),
    Visible = [Node || Node <- lists:sort(Replicas), lists:member(Node, [node() | nodes()])],
    2 * length(Visible) > length(Replicas) andalso hd(Visible) =:= node().
