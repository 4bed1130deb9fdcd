%% Keeps a counter as one value of the map.
-module(view_counter).

-export([count/2]).

count(Crdt, Page) ->
    Views =
        case 'Elixir.DeltaCrdt':get(Crdt, Page) of
            nil -> 0;
            Known -> Known
        end,
    %% hazard: crdt-value-read-modify-write
    'Elixir.DeltaCrdt':put(Crdt, Page, Views + 1).
