%% Members that a cut does not shrink.
-module(shop_carts).

-export([start_link/0, start_caches/0]).

start_link() ->
    {ok, Nodes} = application:get_env(shop, nodes),
    'Elixir.Horde.DynamicSupervisor':start_link([
        {name, shop_carts},
        {strategy, one_for_one},
        {distribution_strategy, 'Elixir.Horde.UniformQuorumDistribution'},
        {members, [{shop_carts, Node} || Node <- Nodes]}
    ]).

%% The other strategy counts nothing.
start_caches() ->
    'Elixir.Horde.DynamicSupervisor':start_link([
        {name, shop_caches},
        {strategy, one_for_one},
        {distribution_strategy, 'Elixir.Horde.UniformDistribution'},
        {members, auto}
    ]).
