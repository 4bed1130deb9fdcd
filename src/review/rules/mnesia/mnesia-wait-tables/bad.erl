-module(desk_boot).

-export([start/1, handle/1]).

start(Seed) ->
    ok = mnesia:start(),
    {ok, [Seed]} = mnesia:change_config(extra_db_nodes, [Seed]),
    ready(infinity),
    settle(mnesia:system_info(local_tables)).

ready(Limit) ->
    %% hazard: mnesia-wait-tables
    ok = mnesia:wait_for_tables([desk, visitor], Limit).

settle(Tables) ->
    %% hazard: mnesia-wait-tables
    _ = mnesia:wait_for_tables(Tables, 60000),
    case mnesia:wait_for_tables(Tables, 60000) of
        ok ->
            ok;
        {timeout, Missing} ->
            %% hazard: mnesia-wait-tables
            [mnesia:force_load_table(Table) || Table <- Missing],
            ok
    end.

handle({mnesia_system_event, {inconsistent_database, _Context, Node}}) ->
    desk_export:changes_since_cut(Node).
