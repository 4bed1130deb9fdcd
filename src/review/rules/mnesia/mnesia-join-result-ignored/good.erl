%% Looks at whom it has reached, and whether the copies were made.
-module(desk_join).

-export([join/1, copy/1, handle/1, prepare/0, create/2]).

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

%% The copy is made, and its answer looked at, by what creates the table: another one adds nothing.
prepare() ->
    make_tables(),
    add_copies().

make_tables() ->
    ok = create(visitor, [{ram_copies, [node()]}, {majority, true}]).

add_copies() ->
    mnesia:add_table_copy(visitor, node(), ram_copies),
    ok.

create(Table, Options) ->
    case mnesia:create_table(Table, Options) of
        {atomic, ok} ->
            ok;
        {aborted, {already_exists, Table}} ->
            case mnesia:add_table_copy(Table, node(), ram_copies) of
                {atomic, ok} -> ok;
                {aborted, {already_exists, Table, _Node}} -> ok
            end
    end.
