%% Three replicas of each profile.
-module(profiles_coordinator).

-export([read/2, written/1, copies/0, store/2, fetch/2]).

%% hazard: quorum-rw-no-overlap
-define(N, 3).
%% hazard: quorum-rw-no-overlap
-define(R, 1).
%% hazard: quorum-rw-no-overlap
-define(W, 1).

copies() -> ?N.

read(Preference, Key) ->
    [profiles_store:fetch(Node, Key) || Node <- lists:sublist(Preference, ?R)].

written(Acks) ->
    length(Acks) >= ?W.

%% Options of a store that has three replicas where nothing is said.
store(Pid, Object) ->
    %% hazard: quorum-rw-no-overlap
    riakc_pb_socket:put(Pid, Object, [{w, 1}]).

fetch(Pid, Key) ->
    %% hazard: quorum-rw-no-overlap
    riakc_pb_socket:get(Pid, <<"profiles">>, Key, [{r, 1}]).
