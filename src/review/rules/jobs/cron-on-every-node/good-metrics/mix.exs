defmodule Club.MixProject do
  use Mix.Project

  def project, do: [app: :club, version: "1.0.0", deps: []]

  def application, do: [mod: {Club.Application, []}]
end
