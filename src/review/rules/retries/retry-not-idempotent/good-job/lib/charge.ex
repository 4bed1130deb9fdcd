defmodule Kiosk.Charge do
  use Oban.Worker, queue: :payments, max_attempts: 5

  # The other side drops what it knows by its key.
  def perform(%{args: %{"order_id" => id}}) do
    Req.post!("https://pay.example/charges", json: %{order: id}, headers: [{"idempotency-key", "charge-" <> id}])
    Kiosk.Orders.mark_paid(id)
  end
end
