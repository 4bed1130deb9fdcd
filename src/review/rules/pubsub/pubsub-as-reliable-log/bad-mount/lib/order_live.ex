defmodule Shop.OrderLive do
  use Phoenix.LiveView

  # A change between the two lines is never seen.
  @impl true
  def mount(%{"id" => id}, _session, socket) do
    order = Shop.Repo.get!(Shop.Order, id)
    # hazard: pubsub-as-reliable-log
    if connected?(socket), do: Phoenix.PubSub.subscribe(Shop.PubSub, "order:#{id}")
    {:ok, assign(socket, order: order)}
  end

  @impl true
  def handle_info({:order_changed, order}, socket), do: {:noreply, assign(socket, order: order)}
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
