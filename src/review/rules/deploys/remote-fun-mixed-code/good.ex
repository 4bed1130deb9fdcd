defmodule Shop.Stats do
  @moduledoc "Code on other nodes is called by name."

  def collect(node, since) do
    task = Task.Supervisor.async({Shop.Tasks, node}, Shop.Sales, :count, [since])
    Task.await(task, 2_000)
  end

  # An external fun is a name.
  def size(node), do: :erpc.call(node, &Shop.Sales.size/0, 2_000)

  # The name of a function, in a variable that is called fun.
  def run(node, fun, args), do: :erpc.call(node, Shop.Sales, fun, args, 2_000)

  # The own node has the own build.
  def here, do: :erpc.call(node(), fn -> Shop.Sales.size() end, 2_000)

  # A supervisor of the own node.
  def later(since), do: Task.Supervisor.async(Shop.Tasks, fn -> Shop.Sales.count(since) end)

  # It asks whether the node answers: nothing is lost where another build answers with an error.
  def measure(node) do
    try do
      :erpc.call(node, fn -> :ok end, 2_000)
      {:answered, node}
    catch
      _, _ -> {:silent, node}
    end
  end
end
