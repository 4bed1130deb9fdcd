defmodule Shop.Refunds do
  @moduledoc "Does the work, then acknowledges."

  use GenServer

  @impl true
  def init(channel) do
    {:ok, _tag} = AMQP.Basic.consume(channel, "refunds", self())
    {:ok, channel}
  end

  @impl true
  def handle_info({:basic_deliver, payload, meta}, channel) do
    Shop.Repo.insert!(%Shop.Order{body: payload})
    :ok = AMQP.Basic.ack(channel, meta.delivery_tag)
    {:noreply, channel}
  end

  # What cannot be read is acknowledged; nothing follows.
  def handle_info({:basic_cancel, meta}, channel) do
    :ok = AMQP.Basic.ack(channel, meta.delivery_tag)
    {:noreply, channel}
  end
end

defmodule Shop.Prices do
  @moduledoc "Answers to a request that waits: who asked asks again."

  def listen(channel, reply_queue) do
    AMQP.Basic.consume(channel, reply_queue, self(), no_ack: true)
  end
end

defmodule Shop.Stock do
  def handle_message(_topic, message, state) do
    Shop.Repo.insert!(%Shop.Order{body: message})
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
