-module(fixture).
-export([update/2]).

update(Key, Fun) ->
    {ok, Value, Version} = shelf_store:get(Key),
    case shelf_store:put_if(Key, Fun(Value), Version) of
        {error, version_mismatch} ->
            %% hazard: race-unbounded-cas-retry
            update(Key, Fun);
        Answer ->
            Answer
    end.
