defmodule Store.Remote do
  @moduledoc "Remote calls with a limit of some kind, or that need none."

  use GenServer

  @timeout 2_000

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_), do: {:ok, %{}}

  # A limit as the last argument, in a callback too.
  @impl true
  def handle_call({:put, node, key, value}, _from, state) do
    :ok = :erpc.call(node, Store.Table, :put, [key, value], @timeout)
    {:reply, :ok, state}
  end

  def read(node, key) do
    case node |> :rpc.call(Store.Table, :get, [key], @timeout) do
      {:badrpc, reason} -> {:error, reason}
      value -> {:ok, value}
    end
  end

  # Module, function, arguments, limit: the last of four arguments is one.
  def versions do
    {versions, _down} = :rpc.multicall(Store.Table, :version, [], 5_000)
    for {:ok, version} <- versions, do: version
  end

  def sizes(nodes) do
    nodes
    |> :erpc.multicall(Store.Table, :size, [], @timeout)
    |> Enum.zip(nodes)
  end

  def counters(nodes) do
    {replies, _bad} = GenServer.multi_call(nodes, Store.Counter, :get, @timeout)
    replies
  end

  # The default limit of 5 s.
  def ask_peer(node, question), do: GenServer.call({Store.Counter, node}, question)

  # The own node.
  def local(key), do: :rpc.call(node(), Store.Table, :get, [key])

  # A list of the own node alone.
  def local_all do
    here = Node.self()
    {[size], []} = :rpc.multicall([here], Store.Table, :size, [])
    size
  end

  # The own node by a guard; the others have a limit.
  def perhaps_local(node, key) when node == node(), do: :rpc.call(node, Store.Table, :get, [key])
  def perhaps_local(node, key), do: read(node, key)

  # Run under Task.yield or Task.shutdown.
  def within(node, limit) do
    task = Task.async(fn -> :rpc.call(node, Store.Table, :dump, []) end)

    case Task.yield(task, limit) || Task.shutdown(task, :brutal_kill) do
      {:ok, {:badrpc, reason}} -> {:error, reason}
      {:ok, table} -> {:ok, table}
      nil -> {:error, :timeout}
    end
  end

  # An outer deadline exists: the stream ends each task after its limit.
  def dumps(nodes) do
    nodes
    |> Task.async_stream(fn node -> :erpc.call(node, Store.Table, :dump, []) end,
      timeout: 5_000,
      on_timeout: :kill_task
    )
    |> Enum.filter(&match?({:ok, _}, &1))
  end

  # The caller is a throw-away process and nobody waits for it.
  def prefetch(node, keys) do
    Task.Supervisor.start_child(Store.Tasks, fn -> :rpc.call(node, Store.Table, :warm_up, [keys]) end)
    :ok
  end

  # The same, with the call in a function of its own.
  def warm(nodes) do
    for node <- nodes, do: spawn(fn -> warm_node(node) end)
    :ok
  end

  defp warm_node(node), do: :rpc.call(node, Store.Table, :warm_up, [:all])

  # A lock that is meant to wait and is not taken in a server's callback.
  def exclusively(table, fun), do: :global.trans({{:exclusive, table}, self()}, fun)

  # Nobody who must not wait is seen to call it: it may be for whoever sits at a shell.
  def compare(node), do: :rpc.call(node, Store.Table, :checksum, [])

  # It prints what it learns: a person waits, and may end it.
  def report(node) do
    size = :rpc.call(node, Store.Table, :size, [])
    IO.puts("#{node} has #{size} entries")
  end
end

defmodule Store.AdminCommand do
  @moduledoc "What an operator runs by hand."

  def rebalance(nodes), do: :erpc.multicall(nodes, Store.Table, :rebalance, [])
end

defmodule Mix.Tasks.Store.Status do
  @moduledoc "A mix command with a human waiting."

  use Mix.Task

  @impl true
  def run([node]) do
    node |> String.to_atom() |> :rpc.call(Store.Table, :status, []) |> IO.inspect()
  end
end

defmodule Store.Balance do
  @moduledoc "A lock that is held for two short commands, each with a limit of its own."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)
  def settle(id), do: GenServer.call(__MODULE__, {:settle, id})

  @impl true
  def init(arg), do: {:ok, arg}

  @impl true
  def handle_call({:settle, id}, _from, state) do
    done =
      :global.trans({{:settle, id}, self()}, fn ->
        Redix.command(:store_redis, ["GET", id])
        Redix.command(:store_redis, ["DEL", id])
      end)

    {:reply, done, state}
  end
end
