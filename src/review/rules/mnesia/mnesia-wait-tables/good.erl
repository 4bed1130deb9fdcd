%% Tables of this node alone: they come from its own disk, and there is nobody to wait for.
-module(desk_boot).

-export([start/0]).

start() ->
    _ = mnesia:create_schema([node()]),
    ok = mnesia:start(),
    {atomic, ok} = mnesia:create_table(desk, [{disc_copies, [node()]}]),
    mnesia:wait_for_tables([desk], infinity),
    ok.
