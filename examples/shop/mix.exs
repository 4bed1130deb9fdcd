defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [app: :shop, version: "0.1.0", elixir: "~> 1.14", deps: deps()]
  end

  def application do
    [mod: {Shop.Application, []}, extra_applications: [:logger, :mnesia]]
  end

  defp deps do
    [{:libcluster, "~> 3.3"}, {:phoenix_pubsub, "~> 2.1"}]
  end
end
