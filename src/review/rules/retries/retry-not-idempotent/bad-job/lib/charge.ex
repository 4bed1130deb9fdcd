defmodule Kiosk.Charge do
  use Oban.Worker, queue: :payments, max_attempts: 5

  def perform(%{args: %{"order_id" => id}}) do
    # hazard: retry-not-idempotent
    Req.post!("https://pay.example/charges", json: %{order: id})
    Kiosk.Orders.mark_paid(id)
  end
end
