defmodule Desk.Join do
  @moduledoc "Takes `{:ok, []}` for having joined."

  use GenServer

  def start_link(seed), do: GenServer.start_link(__MODULE__, seed, name: __MODULE__)

  @impl true
  def init(seed) do
    # hazard: mnesia-join-result-ignored
    {:ok, _nodes} = :mnesia.change_config(:extra_db_nodes, [seed])
    {:ok, seed}
  end

  def join_later(seed) do
    # hazard: mnesia-join-result-ignored
    :mnesia.change_config(:extra_db_nodes, [seed])
    copy([:desk, :visitor])
    :ok
  end

  def join_or_fail(seed) do
    # hazard: mnesia-join-result-ignored
    case :mnesia.change_config(:extra_db_nodes, [seed]) do
      {:ok, _nodes} -> :joined
      {:error, reason} -> {:error, reason}
    end
  end

  defp copy(tables) do
    Enum.each(tables, fn table ->
      # hazard: mnesia-join-result-ignored
      :mnesia.add_table_copy(table, node(), :disc_copies)
    end)
  end

  def create(nodes) do
    {:atomic, :ok} = :mnesia.create_table(:desk, disc_copies: nodes, majority: true)
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, _context, node}}, seed) do
    {:stop, {:cut_off_from, node}, seed}
  end
end
