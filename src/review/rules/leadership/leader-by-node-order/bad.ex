defmodule Sched.Leader do
  @moduledoc "A scheduler that runs on the node whose name sorts first."

  use GenServer

  def start_link(jobs), do: GenServer.start_link(__MODULE__, jobs, name: __MODULE__)

  @impl true
  def init(jobs) do
    :net_kernel.monitor_nodes(true)
    {:ok, %{jobs: jobs, role: :follower}}
  end

  # The choice flips when a node joins or leaves.
  @impl true
  def handle_info({change, _node}, state) when change in [:nodeup, :nodedown] do
    leader = [node() | Node.list()] |> Enum.sort() |> List.first()
    # hazard: leader-by-node-order
    role = if leader == node(), do: :leader, else: :follower
    {:noreply, %{state | role: role}}
  end

  # The smallest name, as a predicate.
  # hazard: leader-by-node-order
  def leader?, do: Node.self() == Enum.min([Node.self() | Node.list()])

  # A helper chooses, the caller compares.
  def leader, do: Node.list() |> Kernel.++([node()]) |> Enum.sort() |> hd()

  def run_once(job) do
    # hazard: leader-by-node-order
    unless leader() != node() do
      job.()
    end
  end

  # The first is taken out by a pattern.
  def role do
    [first | _] = Enum.sort([node() | :erlang.nodes()])

    cond do
      # hazard: leader-by-node-order
      first == node() -> :leader
      true -> :follower
    end
  end

  # The largest name.
  def takeover do
    nodes = Node.list([:this, :visible])
    # hazard: leader-by-node-order
    Enum.max(nodes) === node() and start_singletons()
  end

  defp start_singletons, do: true

  # The comparison is a pinned match.
  def flush(table) do
    me = node()

    # hazard: leader-by-node-order
    case Enum.min_by([me | Node.list()], &Atom.to_string/1) do
      ^me -> :ets.delete_all_objects(table)
      _ -> :ok
    end
  end

  # The chosen node is made the target of the work.
  def sweep do
    leader = Enum.min([node() | Node.list()])
    # hazard: leader-by-node-order
    GenServer.cast({Sched.Leader, leader}, :sweep)
  end

  # By position in the sorted list.
  def first? do
    sorted = Enum.sort([node() | Node.list()])
    # hazard: leader-by-node-order
    if Enum.at(sorted, 0) == node(), do: :lead, else: :follow
  end
end
