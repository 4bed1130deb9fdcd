defmodule Shop.MixProject do
  use Mix.Project

  def project, do: [app: :shop, version: "1.0.0", deps: [{:ra, "~> 2.13"}]]
end
