defmodule Shop.Stats do
  @moduledoc "Runs funs of its own build on other nodes."

  def collect(node, since) do
    # hazard: remote-fun-mixed-code
    task = Task.Supervisor.async({Shop.Tasks, node}, fn -> Shop.Sales.count(since) end)
    Task.await(task, 2_000)
  end

  def size(node) do
    # hazard: remote-fun-mixed-code
    :erpc.call(node, &local_size/0, 2_000)
  end

  def peek(node, key) do
    # hazard: remote-fun-mixed-code
    Agent.get({Shop.Cart, node}, fn cart -> Map.get(cart, key) end)
  end

  defp local_size, do: :ets.info(Shop.Sales, :size)

  # The failure is caught, but the work is not done.
  def clear(node) do
    try do
      # hazard: remote-fun-mixed-code
      :erpc.call(node, fn -> Shop.Sales.clear() end, 2_000)
      :cleared
    catch
      _, _ -> :kept
    end
  end
end
