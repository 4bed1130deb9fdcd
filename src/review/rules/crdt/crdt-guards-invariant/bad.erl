%% Gives a lock to whoever asks this replica first.
-module(crdt_lock).

-export([lock/2]).

lock(Crdt, Name) ->
    %% hazard: crdt-guards-invariant
    case 'Elixir.DeltaCrdt':get(Crdt, {lock, Name}) of
        nil -> 'Elixir.DeltaCrdt':put(Crdt, {lock, Name}, self());
        _Holder -> {error, locked}
    end.
