defmodule Shop.Orders do
  @moduledoc "Tells others while the order may still be undone."

  alias Ecto.Multi
  alias Shop.{Mailer, Order, Receipt, Repo}

  def place(changeset) do
    Repo.transaction(fn ->
      order = Repo.insert!(changeset)
      # hazard: publish-before-commit
      Phoenix.PubSub.broadcast(Shop.PubSub, "orders", {:placed, order.id})
      order
    end)
  end

  # In a step of a multi, through a helper.
  def confirm(order) do
    Multi.new()
    |> Multi.update(:order, Order.confirm(order))
    |> Multi.run(:receipt, fn _repo, %{order: order} -> send_receipt(order) end)
    |> Repo.transaction()
  end

  defp send_receipt(order) do
    # hazard: publish-before-commit
    Mailer.deliver(Receipt.new(order))
  end
end

defmodule Shop.Mailer do
  use Swoosh.Mailer, otp_app: :shop
end
