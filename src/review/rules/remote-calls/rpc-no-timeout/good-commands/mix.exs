defmodule Replicas.MixProject do
  use Mix.Project

  def project, do: [app: :replicas, version: "0.1.0", deps: [], package: package()]

  defp package, do: [licenses: ["MIT"], links: %{}]
end
