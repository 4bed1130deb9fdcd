defmodule Fixture.MixProject do
  use Mix.Project

  def project, do: [app: :fixture, version: "1.0.0", deps: [{:libcluster, "~> 3.5"}]]
end
