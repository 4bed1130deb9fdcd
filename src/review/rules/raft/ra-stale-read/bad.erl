%% Books a seat if a local read says that one is left.
-module(seat_client).

-export([book/2, move/2]).

book(Server, Who) ->
    %% hazard: ra-stale-read
    {ok, {_Index, Left}, _Leader} = ra:local_query(Server, {seat_machine, left, []}),
    case Left > 0 of
        true -> ra:process_command(Server, {book, Who});
        false -> {error, full}
    end.

%% The nearest member answers.
move(Path, To) ->
    %% hazard: ra-stale-read
    case khepri:get(seats, Path, #{favor => low_latency}) of
        {ok, free} -> khepri:put(seats, Path, To);
        _ -> {error, taken}
    end.
