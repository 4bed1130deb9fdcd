defmodule Fixture.MixProject do
  use Mix.Project

  # Without a cookie here, mix makes a random one for each build.
  def project, do: [app: :fixture, version: "1.0.0", releases: [fixture: [include_executables_for: [:unix]]]]
end
