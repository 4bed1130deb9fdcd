defmodule Shop.Orders do
  @moduledoc "Tells others after the commit."

  alias Ecto.Multi
  alias Shop.{Order, OrderPlaced, Repo}

  def place(changeset) do
    with {:ok, order} <- Repo.transaction(fn -> Repo.insert!(changeset) end) do
      Phoenix.PubSub.broadcast(Shop.PubSub, "orders", {:placed, order.id})
      {:ok, order}
    end
  end

  # A job in the same transaction is the outbox.
  def confirm(order) do
    Multi.new()
    |> Multi.update(:order, Order.confirm(order))
    |> Oban.insert(:event, fn %{order: order} -> OrderPlaced.new(%{order_id: order.id}) end)
    |> Repo.transaction()
    |> case do
      {:ok, %{order: order}} ->
        Phoenix.PubSub.broadcast(Shop.PubSub, "orders", {:confirmed, order.id})
        {:ok, order}

      {:error, _step, reason, _changes} ->
        {:error, reason}
    end
  end

  # PostgreSQL sends it at the commit.
  def cancel(order) do
    Repo.transaction(fn ->
      Repo.update!(Order.cancel(order))
      Repo.query!("SELECT pg_notify('orders', $1)", [to_string(order.id)])
    end)
  end

  # Reading another service changes nothing there.
  def price(order) do
    Repo.transaction(fn ->
      rate = Req.get!("https://rates.example/eur").body["rate"]
      Repo.update!(Order.price(order, rate))
    end)
  end
end

defmodule Shop.Outbox.Worker do
  alias Shop.{Mailer, Repo}

  # Whoever works off the outbox holds its row while the mail is sent.
  def perform(entry) do
    Repo.transaction(fn ->
      Mailer.deliver(entry.mail)
      Repo.delete!(entry)
    end)
  end
end

defmodule Shop.Mailer do
  use Swoosh.Mailer, otp_app: :shop
end
