-module(ledger_start).

-export([prepare/0, locked/2]).

prepare() ->
    %% Our own partition handling pauses the smaller side, and would be cut off by this.
    application:set_env(kernel, prevent_overlapping_partitions, false).

locked(Key, Fun) ->
    global:trans({Key, self()}, Fun, [node() | nodes()], 3).
