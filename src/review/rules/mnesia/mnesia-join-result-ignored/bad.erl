%% The answer to joining is dropped, and so is the answer to copying the tables.
-module(desk_join).

-export([create/0, join/1, handle/1]).

create() ->
    {atomic, ok} = mnesia:create_table(desk, [{disc_copies, [node()]}, {majority, true}]),
    ok.

join(Seed) ->
    ok = mnesia:start(),
    %% hazard: mnesia-join-result-ignored
    _ = mnesia:change_config(extra_db_nodes, [Seed]),
    copy(mnesia:system_info(tables) -- [schema]),
    ok.

copy(Tables) ->
    lists:foreach(
        fun(Table) ->
            %% hazard: mnesia-join-result-ignored
            mnesia:add_table_copy(Table, node(), disc_copies)
        end,
        Tables
    ).

handle({mnesia_system_event, {inconsistent_database, _Context, Node}}) ->
    desk_export:changes_since_cut(Node).
