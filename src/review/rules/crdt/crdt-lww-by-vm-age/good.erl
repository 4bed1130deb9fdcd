%% Each node writes its own key.
-module(crdt_settings).

-export([set/4]).

set(Crdt, Name, Version, Value) ->
    'Elixir.DeltaCrdt':put(Crdt, {Name, node()}, {Version, Value}).
