%% The usual way: made on the first node, copied by each node that joins, through a wrapper of the project.
-module(desk_tables).

-export([create/0, join/1, book/2]).

-record(desk, {id, owner}).
-record(visitor, {id, name}).

create() ->
    %% hazard: mnesia-no-majority
    desk_schema:create_table(desk, [{disc_copies, [node()]}, {attributes, record_info(fields, desk)}]),
    %% hazard: mnesia-no-majority
    desk_schema:create_table(visitor, [{disc_copies, [node()]}, {attributes, record_info(fields, visitor)}]).

join(Seed) ->
    %% hazard: mnesia-no-partition-recovery
    {ok, [Seed]} = mnesia:change_config(extra_db_nodes, [Seed]),
    %% hazard: mnesia-no-partition-recovery
    [{atomic, ok} = mnesia:add_table_copy(Table, node(), disc_copies) || Table <- mnesia:system_info(tables), Table =/= schema].

book(Id, Owner) ->
    mnesia:transaction(fun() ->
        mnesia:write(#visitor{id = Owner, name = Owner}),
        mnesia:write(#desk{id = Id, owner = Owner})
    end).
