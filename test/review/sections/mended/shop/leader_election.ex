defmodule Shop.Cluster.LeaderElection do
  @moduledoc "Chooses the node that runs the nightly stock correction: by one vote a term of most members."
  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  def leader?, do: GenServer.call(__MODULE__, :leader?, 15_000)

  @impl true
  def init(_opts) do
    :net_kernel.monitor_nodes(true)
    # Members are those that ever joined: a member that is lost still counts.
    {:ok, %{leader: nil, term: 0, voted: 0, members: MapSet.new([node() | Node.list()])}}
  end

  @impl true
  def handle_call(:leader?, _from, state) do
    {:reply, state.leader == node(), state}
  end

  def handle_call({:vote, term}, _from, state) do
    if term > state.voted,
      do: {:reply, true, %{state | voted: term}},
      else: {:reply, false, state}
  end

  @impl true
  def handle_info({:nodedown, down}, %{leader: down} = state) do
    {:noreply, elect(%{state | leader: nil})}
  end

  def handle_info({:nodeup, node}, state) do
    {:noreply, %{state | members: MapSet.put(state.members, node)}}
  end

  def handle_info(_message, state), do: {:noreply, state}

  defp elect(state) do
    term = max(state.term, state.voted) + 1
    others = MapSet.delete(state.members, node())
    votes = 1 + Enum.count(others, &vote(&1, term))
    state = %{state | term: term, voted: term}
    if 2 * votes > MapSet.size(state.members), do: become_leader(state), else: state
  end

  defp vote(member, term) do
    GenServer.call({__MODULE__, member}, {:vote, term}, 500)
  catch
    :exit, _ -> false
  end

  defp become_leader(state) do
    Phoenix.PubSub.broadcast(Shop.PubSub, "leader", {:leader, node()})
    %{state | leader: node()}
  end
end
