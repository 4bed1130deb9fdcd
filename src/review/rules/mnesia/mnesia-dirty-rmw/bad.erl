-module(desk_credit).

-export([create/1, take/1, expire/1, handle/1]).

-record(credit, {owner, sum, expires}).

create(Nodes) ->
    {atomic, ok} = mnesia:create_table(credit, [{ram_copies, Nodes}, {majority, true}, {attributes, record_info(fields, credit)}]).

take(Owner) ->
    Take = fun() ->
        %% wread takes no lock here: this is no transaction.
        [Credit] = mnesia:wread({credit, Owner}),
        %% hazard: mnesia-dirty-rmw
        mnesia:write(Credit#credit{sum = Credit#credit.sum - 1})
    end,
    mnesia:sync_dirty(Take).

expire(Owner) ->
    case mnesia:dirty_read(credit, Owner) of
        %% hazard: mnesia-dirty-rmw
        [Credit] -> mnesia:dirty_write(Credit#credit{expires = 0});
        [] -> {error, not_found}
    end.

handle({mnesia_system_event, {inconsistent_database, _Context, Node}}) ->
    desk_export:changes_since_cut(Node).
