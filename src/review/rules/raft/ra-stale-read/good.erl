%% What is written is decided by a majority, or by the command.
-module(seat_client).

-export([left/1, book/2, book_checked/2, move/2]).

%% Display only.
left(Server) ->
    case ra:local_query(Server, {seat_machine, left, []}) of
        {ok, {_Index, Left}, _Leader} -> Left;
        _ -> unknown
    end.

%% The command checks again in apply/3.
book(Server, Who) ->
    ra:process_command(Server, {book_if_left, Who}).

%% A majority is asked first.
book_checked(Server, Who) ->
    case ra:consistent_query(Server, {seat_machine, left, []}) of
        {ok, Left, _Leader} when Left > 0 -> ra:process_command(Server, {book, Who});
        _ -> {error, full}
    end.

%% A compare-and-swap.
move(Path, To) ->
    khepri:compare_and_swap(seats, Path, free, To).
