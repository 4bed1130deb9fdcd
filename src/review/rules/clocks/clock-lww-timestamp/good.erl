-module(fixture).
-export([stamped/2, resolve/2, expired/1, latest/1]).

-record(session, {id, pid, expires_at}).

stamped(Value, Version) -> {Value, Version, os:timestamp()}.

%% Versions of one writer decide; the stamp is for people.
resolve({_, Version1, _} = A, {_, Version2, _}) when Version1 >= Version2 -> A;
resolve(_, B) -> B.

expired(Id) ->
    Now = erlang:system_time(second),
    case mnesia:dirty_read(session, Id) of
        [#session{expires_at = End}] when End < Now -> true;
        _ -> false
    end.

%% A list of one node, in order of time.
latest(Events) ->
    lists:sort(fun({_, T1}, {_, T2}) -> T1 >= T2 end, Events).
