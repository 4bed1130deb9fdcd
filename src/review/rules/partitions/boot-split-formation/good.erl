-module(desk_cluster).

-export([start/1, tables/1]).

%% Looking and making stand under one lock outside the cluster.
start(Service) ->
    {ok, Lock} = desk_etcd:lock(Service),
    try
        case desk_discovery:peers(Service) of
            {ok, []} -> ok = mnesia:create_schema([node()]);
            {ok, [Peer | _]} -> desk_members:join(Peer)
        end
    after
        desk_etcd:unlock(Lock)
    end.

%% Empty tables are no empty cluster.
tables(Names) ->
    case Names -- mnesia:system_info(tables) of
        [] -> ok;
        Missing -> [mnesia:create_table(Name, []) || Name <- Missing]
    end.
