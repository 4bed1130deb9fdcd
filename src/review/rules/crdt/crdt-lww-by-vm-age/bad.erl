%% Keeps the newest setting, as it hopes.
-module(crdt_settings).

-export([set/3]).

set(Crdt, Name, Value) ->
    %% hazard: crdt-lww-by-vm-age
    'Elixir.DeltaCrdt':put(Crdt, Name, Value).
