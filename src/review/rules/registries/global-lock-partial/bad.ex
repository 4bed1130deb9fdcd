defmodule Shelf.Lock do
  @moduledoc "Work that only one process of the cluster should do at a time."

  use GenServer

  @lock {:shelf_rebalance, __MODULE__}
  @retries 3

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  @impl true
  def init(_), do: {:ok, %{}}

  # A constant, in a callback: servers of all nodes ask with the same requester.
  @impl true
  def handle_call({:reindex, nodes}, _from, state) do
    # hazard: global-lock-partial
    case :global.trans({:shelf_index, :me}, &Shelf.Index.rebuild/0, nodes, @retries) do
      :aborted -> {:reply, :busy, state}
      result -> {:reply, result, state}
    end
  end

  # The id is an attribute.
  def rebalance(nodes) do
    # hazard: global-lock-partial
    case :global.trans(@lock, fn -> Shelf.rebalance() end, nodes, @retries) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  # The id is a variable, and goes through a pipe; the requester is a string.
  def compact(nodes) do
    id = {:shelf_compaction, "nightly"}

    # hazard: global-lock-partial
    if id |> :global.set_lock(nodes, @retries) do
      try do
        Shelf.compact()
      after
        :global.del_lock(id, nodes)
      end
    else
      {:error, :locked}
    end
  end

  # The id comes from a helper.
  def migrate do
    # hazard: global-lock-partial
    case :global.trans(migration_lock(), &Shelf.Schema.migrate/0, [node() | Node.list()], 10) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  defp migration_lock, do: {:schema_migration, "shelf"}

  # `{kind, name}` locks the kind, and lets equal names in together: the reverse of what is meant.
  def with_shelf(shelf_id, fun) do
    # hazard: global-lock-partial
    case :global.trans({:shelf, shelf_id}, fun, [node() | Node.list()], @retries) do
      :aborted -> {:error, :locked}
      result -> result
    end
  end

  # Nested with the same id: the inner one frees the outer lock.
  def move(item, from, to) do
    id = {{:item, item}, self()}

    :global.trans(id, fn ->
      :ok = Shelf.take(item, from)
      # hazard: global-lock-partial
      :global.trans(id, fn -> Shelf.put(item, to) end)
    end)
  end

  # Three tries that may all fail, and the work is done all the same.
  def restock(item, count) do
    id = {{:stock, item}, self()}
    # hazard: global-lock-partial
    :global.set_lock(id, [node() | Node.list()], @retries)

    try do
      Shelf.add(item, count)
    after
      :global.del_lock(id)
    end
  end

  # `:aborted` is taken for done.
  def import(rows) do
    # hazard: global-lock-partial
    :global.trans({:shelf_import, self()}, fn -> Shelf.import(rows) end, [node() | Node.list()], 1)
    {:ok, length(rows)}
  end

  # The own node is left out: two nodes lock each other, and a node alone locks nothing.
  def audit(shelf) do
    # hazard: global-lock-partial
    case :global.trans({{:audit, shelf}, self()}, fn -> Shelf.audit(shelf) end, Node.list(), @retries) do
      :aborted -> {:error, :locked}
      result -> {:ok, result}
    end
  end
end
