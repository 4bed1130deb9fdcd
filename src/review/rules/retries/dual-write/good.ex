defmodule Mill.Orders do
  alias Ecto.Multi
  alias Mill.{Order, Publish, Repo}

  # The job is stored with the row.
  def place(params) do
    Multi.new()
    |> Multi.insert(:order, Order.changeset(%Order{}, params))
    |> Oban.insert(:event, fn %{order: order} -> Publish.new(%{order_id: order.id}) end)
    |> Repo.transaction()
  end

  # Listeners read the row again: the message is a hint.
  def touch(order) do
    order = Repo.update!(Order.touch(order))
    Phoenix.PubSub.broadcast(Mill.PubSub, "orders", {:touched, order.id})
  end

  # Reading another service.
  def quote(order) do
    order = Repo.update!(Order.touch(order))
    Req.get!("https://rates.example/eur", params: [id: order.id])
  end
end
