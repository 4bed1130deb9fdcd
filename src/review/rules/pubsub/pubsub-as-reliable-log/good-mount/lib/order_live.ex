defmodule Shop.OrderLive do
  use Phoenix.LiveView

  # Subscribes, then reads.
  @impl true
  def mount(%{"id" => id}, _session, socket) do
    if connected?(socket), do: Phoenix.PubSub.subscribe(Shop.PubSub, "order:#{id}")
    {:ok, assign(socket, order: Shop.Repo.get!(Shop.Order, id))}
  end

  # The message is a hint: the state is read again.
  @impl true
  def handle_info({:order_changed, id}, socket) do
    {:noreply, assign(socket, order: Shop.Repo.get!(Shop.Order, id))}
  end
end

defmodule Shop.Totals do
  @moduledoc "Reads first, and again on a timer."

  use GenServer

  @impl true
  def init(_) do
    total = Shop.Repo.aggregate(Shop.Order, :count)
    Phoenix.PubSub.subscribe(Shop.PubSub, "orders")
    Process.send_after(self(), :read, 60_000)
    {:ok, total}
  end

  @impl true
  def handle_info(:read, _total) do
    Process.send_after(self(), :read, 60_000)
    {:noreply, Shop.Repo.aggregate(Shop.Order, :count)}
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
