defmodule Fixture.ClusterHelper do
  @moduledoc "Nodes for a test, on this machine."

  def start(name) do
    {:ok, _} = :net_kernel.start([:fixture, :shortnames])
    Node.set_cookie(:fixture_peers)
    :peer.start_link(%{name: name, args: [~c"-setcookie", ~c"fixture_peers"]})
  end
end
