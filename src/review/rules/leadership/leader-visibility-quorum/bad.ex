defmodule Ledger.Election do
  @moduledoc "Leads while most of the configured nodes can be seen."

  use GenServer

  @size 5

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, %{role: :follower}}

  # Every node that sees three takes the role.
  @impl true
  def handle_info(:check, state) do
    seen = length([node() | Node.list()])

    # hazard: leader-visibility-quorum
    if seen >= div(@size, 2) + 1 do
      {:noreply, %{state | role: :leader}}
    else
      {:noreply, %{state | role: :follower}}
    end
  end

  # Configured voters that can be seen, through a predicate.
  def handle_info(:promote, state) do
    if enough?(), do: {:noreply, become_leader(state)}, else: {:noreply, state}
  end

  defp enough? do
    voters = MapSet.new(Application.fetch_env!(:ledger, :voters))
    up = MapSet.intersection(voters, MapSet.new([node() | Node.list()]))
    # hazard: leader-visibility-quorum
    MapSet.size(up) >= div(MapSet.size(voters), 2) + 1
  end

  defp become_leader(state), do: Map.put(state, :role, :leader)

  # The negative form, with a plain number.
  def role do
    # hazard: leader-visibility-quorum
    case Enum.count(Node.list()) + 1 < 3 do
      true -> :follower
      false -> :leader
    end
  end
end
