defmodule Shop.Replica do
  @moduledoc "The copies are compared on a timer: what was lost is sent again."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def put(key, value, nodes) do
    for node <- nodes, do: GenServer.cast({__MODULE__, node}, {:put, key, value})
  end

  @impl true
  def init(_) do
    Process.send_after(self(), :compare, 30_000)
    {:ok, :ets.new(__MODULE__, [:named_table, :protected])}
  end

  @impl true
  def handle_cast({:put, key, value}, table) do
    :ets.insert(table, {key, value})
    {:noreply, table}
  end

  @impl true
  def handle_info(:compare, table) do
    Shop.Digest.compare(table)
    Process.send_after(self(), :compare, 30_000)
    {:noreply, table}
  end
end

defmodule Shop.Counter do
  @moduledoc "A figure may be lost; the own node loses nothing."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def count(node, name), do: GenServer.cast({__MODULE__, node}, {:count, name})
  def store(key, value), do: GenServer.cast(__MODULE__, {:store, key, value})

  @impl true
  def init(_), do: {:ok, :ets.new(__MODULE__, [:named_table, :protected])}

  @impl true
  def handle_cast({:count, name}, table) do
    :ets.update_counter(table, name, 1, {name, 0})
    {:noreply, table}
  end

  def handle_cast({:store, key, value}, table) do
    :ets.insert(table, {key, value})
    {:noreply, table}
  end
end
