defmodule Fixture.Start do
  def run(peer) do
    # hazard: dist-cookie-in-repo
    Node.set_cookie(:fixture_cluster)
    Node.ping(peer)
  end
end
