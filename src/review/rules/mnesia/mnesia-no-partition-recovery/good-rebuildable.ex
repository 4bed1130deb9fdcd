defmodule Sessions.Cache do
  @moduledoc """
  The data is rebuildable and a restart is automatic: after a cut each node empties its copy, starts again and
  reads the sessions from the database.
  """

  use GenServer

  def start_link(peers), do: GenServer.start_link(__MODULE__, peers, name: __MODULE__)

  @impl true
  def init(peers) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, fill(peers)}
  end

  @impl true
  def handle_info({:nodeup, _node}, peers) do
    :stopped = :mnesia.stop()
    :ok = :mnesia.start()
    {:noreply, fill(peers)}
  end

  def handle_info(_message, peers), do: {:noreply, peers}

  defp fill(peers) do
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, peers)
    {:atomic, :ok} = :mnesia.clear_table(:session_cache)
    :ok = Sessions.Database.each(&:mnesia.dirty_write({:session_cache, &1.id, &1}))
    peers
  end
end
