defmodule Desk.Flags do
  @moduledoc "Every node keeps the flags, and hears of a change once."

  use GenServer

  @table :desk_flags

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    :ets.new(@table, [:named_table, :protected])
    {:ok, opts}
  end

  @impl true
  def handle_call({:set, flag, value}, _from, state) do
    # hazard: partition-no-heal-merge
    :ets.insert(@table, {flag, value})
    GenServer.abcast(Node.list(), __MODULE__, {:was_set, flag, value})
    {:reply, :ok, state}
  end

  @impl true
  def handle_cast({:was_set, flag, value}, state) do
    :ets.insert(@table, {flag, value})
    {:noreply, state}
  end
end
