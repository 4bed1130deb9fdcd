defmodule Store.Mesh do
  @moduledoc "Looks at the outcome, or asks the node next."

  require Logger

  def join(node) do
    case Node.connect(node) do
      true -> :ok
      other -> {:error, {node, other}}
    end
  end

  def up?(node), do: Node.ping(node) == :pong

  # The outcome goes to the caller.
  def connect(node), do: Node.connect(node)

  # The next step calls the node and reports its failure.
  def sync(node) do
    Node.connect(node)
    :erpc.call(node, Store.Table, :dump, [], 2_000)
  end
end

defmodule Store.Retry do
  @moduledoc "Tries again until it is connected."

  use GenServer

  @impl true
  def init(nodes) do
    send(self(), :connect)
    {:ok, %{nodes: nodes}}
  end

  @impl true
  def handle_info(:connect, state) do
    Enum.each(state.nodes, fn node -> Node.connect(node) end)
    Process.send_after(self(), :connect, 5_000)
    {:noreply, state}
  end
end

defmodule Store.Shell do
  @moduledoc "What a person types."

  def attach(node) do
    Node.connect(node)
    :ok
  end
end
