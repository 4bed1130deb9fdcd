%% Carts are kept on the disks of three nodes.
-module(shop_carts).

-export([start/2]).

start(Dir, Peer) ->
    {ok, StoreId} = khepri:start(Dir),
    ok = khepri_cluster:join(StoreId, Peer).
