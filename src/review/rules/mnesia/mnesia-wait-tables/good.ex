defmodule Desk.Boot do
  @moduledoc "Waits for a bounded time, looks at the answer, and says what is missing."

  require Logger

  @tables [:desk, :visitor]

  def join(seed) do
    {:ok, [^seed]} = :mnesia.change_config(:extra_db_nodes, [seed])
    :ok = :mnesia.wait_for_tables(@tables, 30_000)
  end

  def wait(tries) when tries > 0 do
    case :mnesia.wait_for_tables(@tables, 10_000) do
      :ok ->
        :ready

      {:timeout, missing} ->
        Logger.warning("still waiting for #{inspect(missing)}")
        wait(tries - 1)

      {:error, reason} ->
        {:not_ready, reason}
    end
  end

  def wait(0), do: {:not_ready, @tables}

  # The caller looks at it.
  def ready, do: :mnesia.wait_for_tables(@tables, 1_000)

  # A command that somebody gives, who knows which copy is the newest.
  def load_own_copy(table), do: :mnesia.force_load_table(table)

  def handle({:mnesia_system_event, {:inconsistent_database, _context, node}}) do
    Desk.Export.changes_since_cut(node)
  end
end
