defmodule Desk.Boot do
  @moduledoc "Waits for tables in three ways that say nothing."

  use GenServer

  @tables [:desk, :visitor]

  def start_link(seed), do: GenServer.start_link(__MODULE__, seed, name: __MODULE__)

  @impl true
  def init(seed) do
    {:ok, [^seed]} = :mnesia.change_config(:extra_db_nodes, [seed])
    # hazard: mnesia-wait-tables
    :ok = :mnesia.wait_for_tables(@tables, :infinity)
    {:ok, seed}
  end

  def wait_a_while do
    # hazard: mnesia-wait-tables
    :mnesia.wait_for_tables(@tables, 15_000)
    :ready
  end

  def wait_or_force do
    case :mnesia.wait_for_tables(@tables, 15_000) do
      :ok ->
        :ready

      {:timeout, missing} ->
        for table <- missing do
          # hazard: mnesia-wait-tables
          :mnesia.force_load_table(table)
        end
    end
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, _context, node}}, seed) do
    {:stop, {:cut_off_from, node}, seed}
  end
end
