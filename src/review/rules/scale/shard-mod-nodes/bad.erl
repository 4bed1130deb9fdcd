-module(fixture).
-export([owner/1, route/1]).

owner(Key) ->
    Nodes = lists:sort([node() | nodes()]),
    %% hazard: shard-mod-nodes
    lists:nth(erlang:phash2(Key, length(Nodes)) + 1, Nodes).

route(Key) ->
    Nodes = lists:usort(mnesia:system_info(running_db_nodes)),
    Hash = erlang:crc32(Key),
    %% hazard: shard-mod-nodes
    lists:nth(Hash rem length(Nodes) + 1, Nodes).
