defmodule Store.Copy do
  @moduledoc "Cannot start while its peer is down."

  use GenServer

  def start_link(peer), do: GenServer.start_link(__MODULE__, peer, name: __MODULE__)

  # `{:badrpc, _}` does not match: the start crashes.
  @impl true
  def init(peer) do
    # hazard: init-cluster-call
    {:ok, table} = :rpc.call(peer, Store.Table, :dump, [], 2_000)
    {:ok, %{peer: peer, table: table, owner: owner(peer)}}
  end

  # In a helper of init: a server that is not there ends its caller.
  defp owner(peer) do
    # hazard: init-cluster-call
    GenServer.call({Store.Server, peer}, :owner)
  end
end
