defmodule Tickets.Supervisor do
  @moduledoc "Starts both again when they end."

  use Supervisor

  def start_link(arg), do: Supervisor.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_arg), do: Supervisor.init([Tickets.Sequence, Tickets.Desk], strategy: :one_for_one)
end

defmodule Tickets.Sequence do
  @moduledoc "Hands out numbers; the last one is only in this process."

  use GenServer

  def start_link(arg) do
    # hazard: global-conflict-default-kill
    GenServer.start_link(__MODULE__, arg, name: {:global, __MODULE__})
  end

  def next, do: GenServer.call({:global, __MODULE__}, :next, 5_000)

  @impl true
  def init(_arg), do: {:ok, 0}

  @impl true
  def handle_call(:next, _from, last), do: {:reply, last + 1, last + 1}
end

defmodule Tickets.Desk do
  @moduledoc "Takes its name by itself, and does not look whether it got it."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg)

  @impl true
  def init(_arg) do
    # hazard: global-conflict-default-kill
    :global.register_name(:desk, self())
    {:ok, %{open: []}}
  end

  @impl true
  def handle_cast({:open, ticket}, state), do: {:noreply, %{state | open: [ticket | state.open]}}
end
