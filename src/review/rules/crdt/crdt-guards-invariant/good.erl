%% Shows who holds a lock; the lock itself is elsewhere.
-module(crdt_lock).

-export([holder/2, record/3]).

holder(Crdt, Name) ->
    case 'Elixir.DeltaCrdt':get(Crdt, {lock, Name}) of
        nil -> free;
        Holder -> {held, Holder}
    end.

record(Crdt, Name, Holder) ->
    'Elixir.DeltaCrdt':put(Crdt, {lock, Name}, Holder).
