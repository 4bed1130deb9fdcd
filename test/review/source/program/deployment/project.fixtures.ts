/** An Elixir service with settings, a release, dependencies and a cluster. */
export const shop = {
  'mix.exs': `defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [app: :shop, deps: deps(), releases: releases()]
  end

  defp releases, do: [shop: [cookie: "monster", applications: [shop: :permanent]]]

  defp deps do
    [{:libcluster, "~> 3.3"}, {:credo, "~> 1.7", only: [:dev, :test]}] ++ local()
  end

  defp local, do: [{:shop_core, in_umbrella: true}, {:ring, git: "https://example.org/ring.git"}]
end
`,
  'mix.lock': `%{
  "libcluster": {:hex, :libcluster, "3.3.3", "aa", [:mix], [], "hexpm", "bb"},
  "ring": {:git, "https://example.org/ring.git", "c0ffee", []},
  "jason": {:hex, :jason, "1.4.1", "cc", [:mix], [], "hexpm", "dd"},
}
`,
  'config/config.exs': `import Config

config :shop, Shop.Lease, ttl: 5_000, renew: [every: 4_000]
config :shop, pool: 5, region: "eu"
import_config "#{config_env()}.exs"
`,
  'config/dev.exs': `import Config
config :shop, pool: 1
`,
  'config/runtime.exs': `import Config

if config_env() == :prod do
  config :shop, pool: String.to_integer(System.get_env("POOL"))

  config :libcluster,
    topologies: [
      gossip: [
        strategy: Cluster.Strategy.Gossip,
        config: [port: 45_892, secret: "sesame"],
        connect: {Shop.Mesh, :connect, []}
      ],
      local: [strategy: Cluster.Strategy.Epmd, config: [hosts: [:"a@127.0.0.1", :"b@127.0.0.1"]]]
    ]
end

case config_env() do
  :test -> config :shop, pool: 2
  _ -> :ok
end
`,
  'lib/shop/application.ex': `defmodule Shop.Application do
  use Application

  def start(_type, _args) do
    topologies = Application.get_env(:libcluster, :topologies, [])
    children = [
      {Cluster.Supervisor, [topologies, [name: Shop.ClusterSupervisor]]},
      {DNSCluster, query: Application.get_env(:shop, :dns_query) || :ignore}
    ]
    Application.put_env(:shop, :started, true)
    Supervisor.start_link(children, strategy: :one_for_one)
  end
end
`,
  'lib/shop/lease.ex': `defmodule Shop.Lease do
  @ttl Application.compile_env!(:shop, [Shop.Lease, :ttl])

  def ttl, do: @ttl

  def every do
    settings = Application.fetch_env!(:shop, __MODULE__)
    settings[:renew]
  end

  def pool, do: Application.get_env(:shop, :pool, 10)
end
`,
}

export const store = {
  'rebar.config': `{deps, [{ra, "2.6.3"}, recon, {syn, {git, "https://example.org/syn.git", {tag, "3.3"}}}]}.
{relx, [{release, {store, "1.0"}, [store, sasl]}, {vm_args, "config/vm.args"}, {sys_config, "config/sys.config"}]}.
{profiles, [{test, [{deps, [{meck, "0.9"}]}]}]}.
`,
  'rebar.lock': `{"1.2.0",
[{<<"ra">>,{pkg,<<"ra">>,<<"2.6.3">>},0},
 {<<"syn">>,{git,"https://example.org/syn.git",{ref,"c0ffee"}},0}]}.
[{pkg_hash,[{<<"ra">>, <<"AA">>}]}].
`,
  'src/store.app.src': `{application, store, [{vsn, "1.0"}, {env, [{retries, 3}]}]}.
`,
  'config/sys.config': `[{kernel, [{sync_nodes_mandatory, ['a@db1', 'b@db2', 'c@db3']}, {net_ticktime, 30}]},
 {ekka, [{cluster_discovery, {static, [{seeds, ['a@db1', 'b@db2']}]}}]},
 {rabbit, [{cluster_formation, [{peer_discovery_backend, rabbit_peer_discovery_dns}]}]},
 {partisan, [{peer_service_manager, partisan_hyparview_peer_service_manager}, {tls, true}]}].
`,
  'config/vm.args': `-name store@db1
-setcookie biscuit
# -setcookie commented
-kernel prevent_overlapping_partitions false inet_dist_listen_min 9100
-connect_all false
+zdbbl 8192 ## more
-proto_dist \${PROTO}
`,
  'src/store.erl': `-module(store).
-export([retries/0, join/1]).
retries() ->
    {ok, Options} = application:get_env(store, options),
    {application:get_env(retries), proplists:get_value(depth, Options, 2)}.
join(Node) -> net_kernel:connect_node(Node).
`,
}
