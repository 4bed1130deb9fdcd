%% Joins a replicated session store; what happens after a cut is left to luck.
-module(session_store).

-export([start/1, join/1, copy_tables/1, watch/0, read/1]).

-record(session, {id, owner, started_at}).

start(Peers) ->
    ok = mnesia:start(),
    ok = join(Peers),
    ok = copy_tables([session]),
    watch().

join(Peers) ->
    %% hazard: mnesia-no-partition-recovery
    case mnesia:change_config(extra_db_nodes, Peers) of
        {ok, [_ | _]} -> ok;
        {ok, []} -> create(Peers);
        {error, Reason} -> {error, Reason}
    end.

create(Peers) ->
    %% hazard: mnesia-no-partition-recovery
    {atomic, ok} = mnesia:create_table(session, [
        {ram_copies, [node() | Peers]},
        {attributes, record_info(fields, session)}
    ]),
    ok.

copy_tables(Tables) ->
    %% hazard: mnesia-no-partition-recovery
    %% hazard: mnesia-join-result-ignored
    _ = [mnesia:add_table_copy(Table, node(), ram_copies) || Table <- Tables],
    ok = mnesia:wait_for_tables(Tables, 10_000).

%% Events of tables are no events of the system.
watch() ->
    {ok, _Node} = mnesia:subscribe({table, session, simple}),
    ok.

read(Id) ->
    mnesia:dirty_read(session, Id).
