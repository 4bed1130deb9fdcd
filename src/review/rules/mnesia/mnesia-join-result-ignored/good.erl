%% Looks at whom it has reached, and whether the copies were made.
-module(desk_join).

-export([join/1, copy/1, handle/1]).

join(Seed) ->
    case mnesia:change_config(extra_db_nodes, [Seed]) of
        {ok, [Seed]} -> copy(mnesia:system_info(tables) -- [schema]);
        {ok, []} -> {error, {not_connected, Seed}};
        {error, Reason} -> {error, Reason}
    end.

copy(Tables) ->
    Results = [mnesia:add_table_copy(Table, node(), disc_copies) || Table <- Tables],
    [Reason || {aborted, Reason} <- Results].

handle({mnesia_system_event, {inconsistent_database, _Context, Node}}) ->
    desk_export:changes_since_cut(Node).
