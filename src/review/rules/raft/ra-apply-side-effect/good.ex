defmodule Orders.Machine do
  @moduledoc "Replicated orders: effects are returned."

  @behaviour :ra_machine

  require Logger

  @impl true
  def init(_config), do: %{}

  # The leader alone runs what is returned.
  @impl true
  def apply(%{index: index}, {:order, order}, state) do
    state = Map.put(state, order.id, order)
    {state, :ok, [{:mod_call, Orders.Mailer, :deliver, [order.mail]}, {:release_cursor, index, state}]}
  end

  def apply(_meta, {:paid, id, pid}, state) do
    {Map.delete(state, id), :ok, [{:send_msg, pid, {:paid, id}}, {:aux, {:paid, id}}]}
  end

  # A fun that is returned is run by the leader, later.
  def apply(_meta, {:read, indexes, pid}, state) do
    {state, :ok, [{:log, indexes, fn entries -> send(pid, {:entries, entries}) end}]}
  end

  # Logging and metrics.
  def apply(_meta, other, state) do
    Logger.warning("unknown command #{inspect(other)}")
    :telemetry.execute([:orders, :unknown], %{count: 1}, %{})
    {state, {:error, :unknown}}
  end

  # The aux process of the leader may do it.
  @impl true
  def init_aux(_name), do: nil

  @impl true
  def handle_aux(:leader, _type, {:paid, id}, aux, internal) do
    Phoenix.PubSub.broadcast(Orders.PubSub, "orders", {:paid, id})
    {:no_reply, aux, internal}
  end

  def handle_aux(_role, _type, _command, aux, internal), do: {:no_reply, aux, internal}
end
