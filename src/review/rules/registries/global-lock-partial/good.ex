defmodule Shelf.Lock do
  @moduledoc "The same work with a requester of its own, and a result that is looked at."

  use GenServer

  @voters [:"shelf@a", :"shelf@b", :"shelf@c"]

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  @impl true
  def init(_), do: {:ok, %{}}

  # The call is serialised by one owner process: a lock on its own node keeps the others of this node out.
  @impl true
  def handle_call(:reindex, _from, state) do
    case :global.trans({:shelf_index, __MODULE__}, &Shelf.Index.rebuild/0, [node()], 3) do
      :aborted -> {:reply, :busy, state}
      result -> {:reply, result, state}
    end
  end

  # The process that asks is the requester, and `:aborted` is handled.
  def rebalance(nodes) do
    case :global.trans({:shelf_rebalance, self()}, fn -> Shelf.rebalance() end, nodes, 3) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  # A reference is as good; the lock is freed in any case.
  def compact(nodes) do
    id = {:shelf_compaction, {node(), make_ref()}}

    if :global.set_lock(id, nodes, 3) do
      try do
        Shelf.compact()
      after
        :global.del_lock(id, nodes)
      end
    else
      {:error, :locked}
    end
  end

  # The name belongs to the resource.
  def with_shelf(shelf_id, fun) do
    case :global.trans({{:shelf, shelf_id}, self()}, fun, [node() | Node.list()], 3) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  # Nested with another id.
  def move(item, from, to) do
    me = self()

    :global.trans({{:shelf, from}, me}, fn ->
      :ok = Shelf.take(item, from)
      :global.trans({{:shelf, to}, me}, fn -> Shelf.put(item, to) end)
    end)
  end

  # Nodes are a fixed voter list, and a majority is required by the caller.
  def quorum_lock(resource, fun) do
    id = {resource, self()}
    granted = Enum.filter(@voters, fn voter -> :global.set_lock(id, [voter], 0) end)

    try do
      if length(granted) > div(length(@voters), 2), do: {:ok, fun.()}, else: {:error, :no_majority}
    after
      Enum.each(granted, fn voter -> :global.del_lock(id, [voter]) end)
    end
  end

  # `connect_all` and `prevent_overlapping_partitions` are on: the visible nodes are one whole.
  def healed do
    true = Application.get_env(:kernel, :prevent_overlapping_partitions, true)

    case :global.trans({:shelf_merge, self()}, &Shelf.merge/0, [node() | Node.list()], 5) do
      :aborted -> :later
      result -> result
    end
  end

  # The requester is the own node, and one process of each node asks.
  def migrate(nodes) do
    case :global.trans({:schema_migration, Node.self()}, &Shelf.Schema.migrate/0, nodes, 10) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  # The caller says who asks.
  def once(pid, fun) when is_pid(pid) do
    case :global.trans({:shelf_once, pid}, fun, [node() | Node.list()], 0) do
      :aborted -> :already_running
      result -> result
    end
  end

  # The requester is a process that was started for it.
  def start_once(fun) do
    runner = spawn(Shelf.Runner, :wait, [fun])

    case :global.set_lock({:shelf_start, runner}, [node() | Node.list()], 0) do
      true -> send(runner, :go)
      false -> Process.exit(runner, :kill)
    end
  end
end
