defmodule Rates.Publisher do
  @moduledoc "Publishes rates from the node that a lock in the database names."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{role: :standby, publisher: opts[:publisher]}}
  end

  @impl true
  def handle_info({:nodedown, gone}, %{publisher: gone} = state) do
    case Rates.Lock.acquire(:publisher) do
      {:ok, _token} -> {:noreply, %{state | role: :leader}}
      :taken -> {:noreply, state}
    end
  end

  def handle_info(_other, state), do: {:noreply, state}
end

defmodule Rates.Observer do
  @moduledoc "Is told who publishes, and only notes it."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, %{publisher: nil, lost: []}}

  @impl true
  def handle_info({:nodedown, gone}, state) do
    {:noreply, %{state | publisher: nil, lost: [gone | state.lost]}}
  end

  def handle_info({:publisher, where}, state), do: {:noreply, %{state | publisher: where}}
end

defmodule Rates.Accounts do
  @moduledoc "Words that mean something else: an account is promoted, a call is taken over by another desk."

  def promote(account), do: %{account | status: :premium}

  def failover(desk, call), do: Map.put(call, :desk, desk)
end
