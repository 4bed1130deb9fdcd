defmodule Ledger.Election do
  @moduledoc "Sees a majority, and asks for votes or only stops."

  use GenServer

  @size 5

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, %{role: :follower, paused: false}}

  # Only takes power away.
  @impl true
  def handle_info(:check, state) do
    if length([node() | Node.list()]) < div(@size, 2) + 1 do
      {:noreply, %{state | role: :follower, paused: true}}
    else
      {:noreply, %{state | paused: false}}
    end
  end

  # Sight is asked first, and then the others.
  def handle_info(:campaign, state) do
    if length([node() | Node.list()]) >= div(@size, 2) + 1 do
      case request_votes(state) do
        :won -> {:noreply, %{state | role: :leader}}
        :lost -> {:noreply, state}
      end
    else
      {:noreply, state}
    end
  end

  # Nodes that answered yes are counted, not nodes that are seen.
  def handle_info(:count, %{votes: votes} = state) do
    if length(votes) >= div(@size, 2) + 1 do
      {:noreply, %{state | role: :leader}}
    else
      {:noreply, state}
    end
  end

  # A figure for people.
  def summary do
    if length([node() | Node.list()]) >= @size, do: "complete", else: "degraded"
  end

  # Anybody to talk to at all.
  def alone?, do: length(Node.list()) < 1

  defp request_votes(state), do: Ledger.Votes.ask(state)
end
