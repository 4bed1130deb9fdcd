-module(fixture).
-export([owner/2, shard/1, spread/0, home/1]).

-define(SHARDS, 256).

%% The table of partitions is agreed on, and has a version.
owner(Key, #{version := Version, owners := Owners}) ->
    {Version, element(erlang:phash2(Key, tuple_size(Owners)) + 1, Owners)}.

shard(Key) -> erlang:phash2(Key, ?SHARDS).

spread() ->
    Nodes = [node() | nodes()],
    lists:nth(erlang:phash2(erlang:monotonic_time(), length(Nodes)) + 1, Nodes).

%% The hash says where to start what no registry knows.
home(Key) ->
    case global:whereis_name({room, Key}) of
        undefined ->
            Nodes = lists:sort([node() | nodes()]),
            {start_at, lists:nth(erlang:phash2(Key, length(Nodes)) + 1, Nodes)};
        Pid ->
            {found, Pid}
    end.
