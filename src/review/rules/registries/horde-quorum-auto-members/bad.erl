%% Starts carts on the side that has a quorum, or so it was meant.
-module(shop_carts).

-export([start_link/0, follow/0]).

start_link() ->
    'Elixir.Horde.DynamicSupervisor':start_link([
        {name, shop_carts},
        {strategy, one_for_one},
        {distribution_strategy, 'Elixir.Horde.UniformQuorumDistribution'},
        %% hazard: horde-quorum-auto-members
        {members, auto}
    ]).

%% Sets the members to whoever is left.
follow() ->
    Members = [{shop_carts, Node} || Node <- [node() | nodes()]],
    %% hazard: horde-quorum-auto-members
    'Elixir.Horde.Cluster':set_members(shop_carts, Members).
