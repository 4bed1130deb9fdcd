defmodule Shop.Orders do
  @moduledoc "Takes orders from a queue."

  use GenServer

  @impl true
  def init(channel) do
    # hazard: ack-before-work
    {:ok, _tag} = AMQP.Basic.consume(channel, "orders", self(), no_ack: true)
    {:ok, channel}
  end

  @impl true
  def handle_info({:basic_deliver, payload, _meta}, channel) do
    Shop.Repo.insert!(%Shop.Order{body: payload})
    {:noreply, channel}
  end
end

defmodule Shop.Refunds do
  @moduledoc "Acknowledges, then pays."

  use GenServer

  @impl true
  def init(channel) do
    {:ok, _tag} = AMQP.Basic.consume(channel, "refunds", self())
    {:ok, channel}
  end

  @impl true
  def handle_info({:basic_deliver, payload, meta}, channel) do
    # hazard: ack-before-work
    :ok = AMQP.Basic.ack(channel, meta.delivery_tag)
    Shop.Repo.insert!(%Shop.Order{body: payload})
    {:noreply, channel}
  end
end

defmodule Shop.Stock do
  @moduledoc "The stream is committed while a process has only been started."

  def handle_message(_topic, message, state) do
    # hazard: ack-before-work
    Task.start(fn -> Shop.Repo.insert!(%Shop.Order{body: message}) end)
    {:ok, :commit, state}
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end

defmodule Shop.Order do
  use Ecto.Schema

  schema "orders" do
    field(:body, :string)
  end
end
