defmodule Store.Remote do
  @moduledoc "Asks the other nodes of a store, and waits for as long as they take."

  use GenServer

  alias :rpc, as: Rpc

  @timeout :infinity

  def start_link(peer), do: GenServer.start_link(__MODULE__, peer, name: __MODULE__)

  # At start: the supervisor waits as well.
  @impl true
  def init(peer) do
    # hazard: rpc-no-timeout
    case :rpc.call(peer, Store.Table, :dump, []) do
      {:badrpc, _reason} -> {:ok, %{peer: peer, table: %{}}}
      table -> {:ok, %{peer: peer, table: table}}
    end
  end

  # In a callback: nobody is served meanwhile. A lock may wait too.
  @impl true
  def handle_call({:put, key, value}, _from, state) do
    # hazard: rpc-no-timeout
    :ok = :erpc.call(state.peer, Store.Table, :put, [key, value])
    {:reply, :ok, state}
  end

  def handle_call({:compact, table}, _from, state) do
    # hazard: rpc-no-timeout
    :ok = :global.trans({{:compact, table}, self()}, fn -> Store.Table.compact(table) end)
    {:reply, :ok, state}
  end

  def handle_call({:spread, node, table}, _from, state) do
    # hazard: rpc-no-timeout
    {:ok, _pid} = DynamicSupervisor.start_child({Store.Supervisor, node}, {Store.Table, table})
    {:reply, :ok, state}
  end

  def handle_call(:join, _from, state) do
    # hazard: rpc-no-timeout
    :ok = :global.sync()
    {:reply, :ok, state}
  end

  # The functions below are the server's too: this is how it comes to them.
  def handle_call({:ask, question}, _from, state), do: {:reply, answer(question), state}

  defp answer({:read, node, key}), do: [read(node, key), read_blocking(node, key), read_patient(node, key)]
  defp answer(:versions), do: versions()
  defp answer({:versions, nodes}), do: {versions(nodes), sizes(nodes), counters(nodes), snapshots(nodes)}
  defp answer({:snapshot, node}), do: snapshot(node)
  defp answer(:counters), do: all_counters()
  defp answer({:peer, node, question}), do: ask_peer(node, question)
  defp answer({:owners, key}), do: owners(key)

  # Through a pipe: four arguments, not three.
  def read(node, key) do
    # hazard: rpc-no-timeout
    result = node |> :rpc.call(Store.Table, :get, [key])

    case result do
      {:badrpc, reason} -> {:error, reason}
      value -> {:ok, value}
    end
  end

  # By an alias of the module.
  def read_blocking(node, key) do
    # hazard: rpc-no-timeout
    with {:badrpc, reason} <- Rpc.block_call(node, Store.Table, :get, [key]) do
      {:error, reason}
    end
  end

  # The limit is `:infinity`, by an attribute.
  def read_patient(node, key) do
    # hazard: rpc-no-timeout
    case :rpc.call(node, Store.Table, :get, [key], @timeout) do
      {:badrpc, reason} -> {:error, reason}
      value -> {:ok, value}
    end
  end

  # All nodes.
  def versions do
    # hazard: rpc-no-timeout
    {versions, _down} = :rpc.multicall(Store.Table, :version, [])
    for {:ok, version} <- versions, do: version
  end

  # The nodes come first: the last of four arguments is no limit.
  def versions(nodes) do
    # hazard: rpc-no-timeout
    {versions, _down} = :rpc.multicall(nodes, Store.Table, :version, [])
    for {:ok, version} <- versions, do: version
  end

  def sizes(nodes) do
    # hazard: rpc-no-timeout
    answers = :erpc.multicall(nodes, Store.Table, :size, [])
    for {:ok, size} <- answers, do: size
  end

  # A fun on another node.
  def snapshot(node) do
    # hazard: remote-fun-mixed-code
    # hazard: rpc-no-timeout
    {:ok, :erpc.call(node, fn -> Store.Table.snapshot() end)}
  rescue
    error in ErlangError -> {:error, error.original}
  end

  def snapshots(nodes) do
    # hazard: rpc-no-timeout
    answers = :erpc.multicall(nodes, &Store.Table.snapshot/0)
    for {:ok, snapshot} <- answers, do: snapshot
  end

  # A server on many nodes.
  def counters(nodes) do
    # hazard: rpc-no-timeout
    {replies, _bad} = GenServer.multi_call(nodes, Store.Counter, :get)
    replies
  end

  def all_counters do
    # hazard: rpc-no-timeout
    {replies, _bad} = GenServer.multi_call(Store.Counter, :get)
    replies
  end

  # A server on one other node, without limit.
  def ask_peer(node, question) do
    # hazard: rpc-no-timeout
    GenServer.call({Store.Counter, node}, question, :infinity)
  end

  # In a comprehension: one call after the other.
  def owners(key) do
    for node <- Node.list(),
        # hazard: rpc-no-timeout
        {:ok, owner} <- [:erpc.call(node, Store.Table, :owner, [key])],
        do: {node, owner}
  end
end

defmodule Store.Web.VersionController do
  @moduledoc "A request from outside waits."

  import Plug.Conn

  def show(conn, %{"node" => node}) do
    # hazard: rpc-no-timeout
    case :rpc.call(String.to_existing_atom(node), Store.Table, :version, []) do
      {:badrpc, _reason} -> send_resp(conn, 503, "")
      version -> send_resp(conn, 200, to_string(version))
    end
  end
end
