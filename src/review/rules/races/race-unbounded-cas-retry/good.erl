-module(fixture).
-export([update/3]).

update(_Key, _Fun, 0) ->
    {error, contention};
update(Key, Fun, Tries) ->
    {ok, Value, Version} = shelf_store:get(Key),
    case shelf_store:put_if(Key, Fun(Value), Version) of
        {error, version_mismatch} ->
            timer:sleep(rand:uniform(20 * (6 - Tries))),
            update(Key, Fun, Tries - 1);
        Answer ->
            Answer
    end.
