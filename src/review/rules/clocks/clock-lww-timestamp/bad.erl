-module(fixture).
-export([stamped/1, resolve/2, write_session/1, open/2]).

-record(session, {id, pid, timestamp}).

stamped(Value) -> {Value, os:timestamp()}.

%% Siblings of several writers: the fast clock wins.
resolve(Object, lww) ->
    %% hazard: clock-lww-timestamp
    Later = fun({_, TS1}, {_, TS2}) -> TS1 =< TS2 end,
    dvvset:lww(Later, Object).

open(Id, Pid) ->
    write_session(#session{id = Id, pid = Pid, timestamp = erlang:timestamp()}).

write_session(#session{id = Id, pid = Pid, timestamp = T1} = Session) ->
    case mnesia:dirty_read(session, Id) of
        %% hazard: clock-lww-timestamp
        [#session{pid = Other, timestamp = T2}] when T1 < T2 ->
            Pid ! {replaced, Other};
        [#session{pid = Other}] ->
            Other ! {replaced, Pid},
            mnesia:dirty_write(Session);
        [] ->
            mnesia:dirty_write(Session)
    end.
