defmodule Fixture.MixProject do
  use Mix.Project

  def project, do: [app: :fixture, version: "1.0.0", releases: releases()]

  defp releases do
    [
      fixture: [
        include_executables_for: [:unix],
        # hazard: dist-cookie-in-repo
        cookie: "vahw1ooGhoh4quaeNgae"
      ]
    ]
  end
end
