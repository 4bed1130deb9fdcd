defmodule Desk.Tables do
  @moduledoc "Each table with what makes a cut harmless for it."

  use GenServer

  @nodes [:"desk@a", :"desk@b", :"desk@c"]
  @pair [:"desk@a", :"desk@b"]

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts) do
    {:atomic, :ok} = :mnesia.create_table(:lease, disc_copies: @nodes, majority: true)
    # Set later, by name.
    {:atomic, :ok} = :mnesia.create_table(:seat, disc_copies: @nodes)
    {:atomic, :ok} = :mnesia.change_table_majority(:seat, true)
    # Two copies: a majority would stop all writes in a cut.
    {:atomic, :ok} = :mnesia.create_table(:customer, disc_copies: @pair)
    # The definition is shared, the contents are not.
    {:atomic, :ok} = :mnesia.create_table(:trace, local_content: true, disc_copies: @nodes)
    # In memory alone: who is connected says so again.
    {:atomic, :ok} = :mnesia.create_table(:connection, ram_copies: @nodes)
    # Written dirtily alone, where a majority is not asked for anyway.
    {:atomic, :ok} = :mnesia.create_table(:visit, disc_copies: @nodes)
    {:atomic, :ok} = :mnesia.create_table(:setting, disc_copies: [node()])
    {:ok, nil}
  end

  def rename(id, name), do: :mnesia.transaction(fn -> :mnesia.write({:customer, id, name}) end)
  def connected(id), do: :mnesia.transaction(fn -> :mnesia.write({:connection, id, self()}) end)
  def visited(id), do: :mnesia.dirty_write({:visit, id, :seen})
  def set(key, value), do: :mnesia.transaction(fn -> :mnesia.write({:setting, key, value}) end)

  @impl true
  def handle_info({:nodedown, _node}, state) do
    :stopped = :mnesia.stop()
    {:stop, :cut_off, state}
  end
end
