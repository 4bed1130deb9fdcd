defmodule Sessions.Healer do
  @moduledoc "Handles the event on every node alike, by throwing away what this side has written."

  use GenServer

  def start_link(peers), do: GenServer.start_link(__MODULE__, peers, name: __MODULE__)

  @impl true
  def init(peers) do
    {:ok, _node} = :mnesia.subscribe(:system)
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, peers)
    {:ok, %{peers: peers}}
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, _context, node}}, state) do
    # hazard: mnesia-no-partition-recovery
    :ok = :mnesia.set_master_nodes([node])
    # hazard: mnesia-no-partition-recovery
    :yes = :mnesia.force_load_table(:session)
    {:noreply, state}
  end

  def handle_info(_message, state), do: {:noreply, state}
end
