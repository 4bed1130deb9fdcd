defmodule Shop.MixProject do
  use Mix.Project

  def project, do: [app: :shop, version: "1.0.0", deps: deps()]

  defp deps, do: [{:libcluster, "~> 3.3"}, {:phoenix_pubsub, "~> 2.1"}]
end
