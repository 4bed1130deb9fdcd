defmodule Store.Probes do
  @moduledoc "A slow node ends its own task only."

  # A late task is ended alone.
  def sizes do
    Node.list()
    |> Task.async_stream(fn node -> :erpc.call(node, Store.Table, :size, [], 10_000) end,
      timeout: 2_000,
      on_timeout: :kill_task
    )
    |> Enum.to_list()
  end

  # The call itself gives up first, and answers.
  def versions(nodes) do
    nodes
    |> Task.async_stream(fn node -> :rpc.call(node, Store.Table, :version, [], 2_000) end)
    |> Enum.to_list()
  end

  # Work of this node.
  def digests(keys) do
    keys
    |> Task.async_stream(fn key -> :crypto.hash(:sha256, key) end, timeout: :infinity)
    |> Enum.to_list()
  end

  # The own node.
  def own(keys) do
    keys
    |> Task.async_stream(fn key -> :erpc.call(node(), Store.Table, :get, [key], 10_000) end)
    |> Enum.to_list()
  end
end

defmodule Mix.Tasks.Store.Compare do
  @moduledoc "All or nothing, and a person waits."

  use Mix.Task

  @impl true
  def run(nodes) do
    nodes
    |> Enum.map(&String.to_atom/1)
    |> Task.async_stream(fn node -> :erpc.call(node, Store.Table, :checksum, [], 60_000) end)
    |> Enum.each(&IO.inspect/1)
  end
end
