defmodule Mill.Orders do
  alias Mill.{Order, Repo}

  def place(channel, params) do
    order = Repo.insert!(Order.changeset(%Order{}, params))
    # hazard: dual-write
    AMQP.Basic.publish(channel, "orders", "placed", Jason.encode!(order))
    order
  end
end
