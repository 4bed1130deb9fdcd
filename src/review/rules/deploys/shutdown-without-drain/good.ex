defmodule Shop.Supervisor do
  use Supervisor

  def start_link(arg), do: Supervisor.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_) do
    children = [
      %{id: Shop.Session, start: {Shop.Session, :start_link, [[]]}, shutdown: 10_000},
      %{id: Shop.Cache, start: {Shop.Cache, :start_link, [[]]}, shutdown: :brutal_kill}
    ]

    Supervisor.init(children, strategy: :one_for_one)
  end
end

defmodule Shop.Session do
  @moduledoc "Has the time to tell its peers."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [])

  @impl true
  def init(_) do
    Process.flag(:trap_exit, true)
    {:ok, %{peers: []}}
  end

  @impl true
  def terminate(_reason, state), do: Enum.each(state.peers, &send(&1, {:leaving, self()}))
end

defmodule Shop.Cache do
  @moduledoc "Has nothing to hand over."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [])

  @impl true
  def init(_), do: {:ok, %{}}
end
