-module(desk_credit).

-export([create/0, take/1, forget/1, visits/1]).

-record(credit, {owner, sum, expires}).

create() ->
    {atomic, ok} = mnesia:create_table(credit, [{ram_copies, [node()]}, {attributes, record_info(fields, credit)}]).

take(Owner) ->
    mnesia:transaction(fun() ->
        [Credit] = mnesia:wread({credit, Owner}),
        mnesia:write(Credit#credit{sum = Credit#credit.sum - 1})
    end).

%% Read and deleted: nothing is written back.
forget(Owner) ->
    case mnesia:dirty_read(credit, Owner) of
        [#credit{expires = 0}] -> mnesia:dirty_delete(credit, Owner);
        _ -> ok
    end.

visits(Owner) ->
    mnesia:dirty_update_counter(visit_count, Owner, 1).
