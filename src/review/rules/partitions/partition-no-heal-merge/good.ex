defmodule Desk.Flags do
  @moduledoc "A node that comes back asks for what it missed."

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
    :ets.insert(@table, {flag, value})
    GenServer.abcast(Node.list(), __MODULE__, {:was_set, flag, value})
    {:reply, :ok, state}
  end

  @impl true
  def handle_cast({:was_set, flag, value}, state) do
    :ets.insert(@table, {flag, value})
    {:noreply, state}
  end

  @impl true
  def handle_info({:nodeup, node}, state) do
    GenServer.cast({__MODULE__, node}, {:digest, node(), :erlang.phash2(:ets.tab2list(@table))})
    {:noreply, state}
  end
end
