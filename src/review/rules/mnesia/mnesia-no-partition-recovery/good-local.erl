%% Tables of this node only, and tables whose contents stay local.
-module(session_store).

-export([start/0, start_local_content/1]).

start() ->
    _ = mnesia:create_schema([node()]),
    ok = mnesia:start(),
    {atomic, ok} = mnesia:create_table(session, [{disc_copies, [node()]}]),
    ok.

start_local_content(Peers) ->
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Peers),
    {atomic, ok} = mnesia:create_table(session_trace, [
        {local_content, true},
        {ram_copies, [node() | Peers]}
    ]),
    ok.
