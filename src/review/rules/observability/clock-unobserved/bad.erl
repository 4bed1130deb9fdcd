%% Any node may take a lease that has ended by its own clock.
-module(shop_lease).

-export([join/1, valid/1]).

-record(lease, {name, owner, expires_at}).

join(Node) ->
    true = net_kernel:connect_node(Node).

valid(#lease{} = Lease) ->
    %% hazard: clock-wall-lease
    %% hazard: clock-unobserved
    erlang:system_time(millisecond) < Lease#lease.expires_at.
