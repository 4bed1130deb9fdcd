%% Three replicas of each profile; a read and a write always meet in one.
-module(profiles_coordinator).

-export([read/2, written/1, copies/0, store/2, fetch/2, reap/2]).

-define(N, 3).
-define(R, 2).
-define(W, 2).

copies() -> ?N.

read(Preference, Key) ->
    [profiles_store:fetch(Node, Key) || Node <- lists:sublist(Preference, ?R)].

written(Acks) ->
    length(Acks) >= ?W.

store(Pid, Object) ->
    riakc_pb_socket:put(Pid, Object, [{w, 3}]).

%% A read after a write of all replicas may ask one.
fetch(Pid, Key) ->
    riakc_pb_socket:get(Pid, <<"profiles">>, Key, [{r, 1}]).

%% A read that only hastens the clean-up of what was deleted.
reap(Pid, Key) ->
    riakc_pb_socket:get(Pid, <<"profiles">>, Key, [{r, 1}, deletedvclock]).
