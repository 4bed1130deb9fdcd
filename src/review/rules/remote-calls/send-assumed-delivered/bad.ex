defmodule Shop.Replica do
  @moduledoc "Every change goes to the other nodes once, and nobody asks whether it came."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def put(key, value, nodes) do
    for node <- nodes do
      # hazard: send-assumed-delivered
      GenServer.cast({__MODULE__, node}, {:put, key, value})
    end
  end

  @impl true
  def init(_), do: {:ok, :ets.new(__MODULE__, [:named_table, :protected])}

  @impl true
  def handle_cast({:put, key, value}, table) do
    :ets.insert(table, {key, value})
    {:noreply, table}
  end
end
