%% unsplit merges after a cut.
-module(session_store).

-export([start/1]).

start(Peers) ->
    {ok, _Started} = application:ensure_all_started(unsplit),
    {ok, [_ | _]} = mnesia:change_config(extra_db_nodes, Peers),
    {atomic, ok} = mnesia:create_table(session, [
        {ram_copies, [node() | Peers]},
        {user_properties, [{unsplit_method, {unsplit_lib, last_modified, []}}]}
    ]),
    ok = unsplit:set_reporter(session_reporter).
