defmodule Sessions.Store do
  @moduledoc "Subscribes to the system events; the losing side is chosen by a rule about the data."

  use GenServer

  require Logger

  def start_link(peers), do: GenServer.start_link(__MODULE__, peers, name: __MODULE__)

  @impl true
  def init(peers) do
    {:ok, _node} = :mnesia.subscribe(:system)
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, peers)
    _ = :mnesia.add_table_copy(:session, node(), :disc_copies)
    {:ok, %{peers: peers}}
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, context, node}}, state) do
    Logger.error("mnesia is partitioned from #{node} (#{context})")

    if Sessions.Election.loses_against?(node) do
      :ok = Sessions.Export.changes()
      :ok = Sessions.Restart.with_masters([node])
    end

    {:noreply, state}
  end

  def handle_info(_message, state), do: {:noreply, state}
end
