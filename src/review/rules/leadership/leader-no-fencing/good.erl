%% Writes the daily rollup with the epoch of its leadership.
-module(rollup_writer).

-export([write/2]).

write(Day, Figures) ->
    case rollup_cluster:acquire_lease(rollup) of
        {ok, Epoch} ->
            mnesia:transaction(fun() ->
                case mnesia:wread({rollup, Day}) of
                    [{rollup, Day, _, Newer}] when Newer > Epoch -> mnesia:abort(fenced_off);
                    _ -> mnesia:write({rollup, Day, Figures, Epoch})
                end
            end);
        taken ->
            skipped
    end.
