defmodule Fixture.Sessions do
  def fetch(node) do
    # hazard: dist-head-of-line
    :erpc.call(node, :ets, :tab2list, [:sessions], 5_000)
  end

  def push(peer) do
    rows = :ets.tab2list(:sessions)
    # hazard: dist-head-of-line
    GenServer.cast({Fixture.Mirror, peer}, {:rows, rows})
  end
end
