%% One node closes the day's books: the first of the cluster.
-module(wallet_owner).
-export([is_owner/0, close_day/1]).

is_owner() ->
    [First | _] = lists:sort([node() | nodes()]),
    First =:= node().

close_day(Day) ->
    case is_owner() of
        true -> wallet_store:close(Day);
        false -> {error, not_owner}
    end.
