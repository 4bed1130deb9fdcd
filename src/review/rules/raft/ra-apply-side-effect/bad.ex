defmodule Orders.Machine do
  @moduledoc "Replicated orders: each member writes to the customer."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(%{index: index}, {:order, order}, state) do
    # hazard: ra-apply-side-effect
    Orders.Mailer.deliver(order.mail)
    state = Map.put(state, order.id, order)
    {state, :ok, [{:release_cursor, index, state}]}
  end

  # A message, a broadcast, a server.
  def apply(_meta, {:paid, id, pid}, state) do
    # hazard: ra-apply-side-effect
    send(pid, {:paid, id})
    # hazard: ra-apply-side-effect
    Phoenix.PubSub.broadcast(Orders.PubSub, "orders", {:paid, id})
    {Map.update!(state, id, &Map.put(&1, :paid, true)), :ok}
  end

  # In a helper, to a database.
  def apply(_meta, {:cancel, id}, state) do
    store(id)
    {Map.delete(state, id), :ok}
  end

  defp store(id) do
    # hazard: ra-apply-side-effect
    Orders.Repo.delete(%{id: id})
  end
end
