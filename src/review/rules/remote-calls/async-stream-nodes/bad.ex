defmodule Store.Probes do
  @moduledoc "One slow node ends everything."

  # The default limit of 5 s, and no `on_timeout`.
  def sizes do
    Node.list()
    # hazard: async-stream-nodes
    |> Task.async_stream(fn node -> :erpc.call(node, Store.Table, :size, [], 10_000) end)
    |> Enum.to_list()
  end

  # A function of the module asks.
  def versions(nodes) do
    # hazard: async-stream-nodes
    Task.Supervisor.async_stream_nolink(Store.Tasks, nodes, &version/1, timeout: 5_000)
    |> Enum.to_list()
  end

  defp version(node), do: GenServer.call({Store.Server, node}, :version, 8_000)

  # All or none by accident.
  def loads(nodes) do
    tasks = for node <- nodes, do: Task.async(fn -> :erpc.call(node, Store.Table, :load, [], 10_000) end)
    # hazard: async-stream-nodes
    Task.await_many(tasks)
  end
end
