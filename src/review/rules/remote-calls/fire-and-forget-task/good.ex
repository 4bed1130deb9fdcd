defmodule Shop.Checkout do
  @moduledoc "A job in the same transaction; what may be lost is left to a process."

  def place(changeset) do
    Ecto.Multi.new()
    |> Ecto.Multi.insert(:order, changeset)
    |> Oban.insert(:receipt, &Shop.ReceiptWorker.new(%{order_id: &1.order.id}))
    |> Shop.Repo.transaction()
  end

  # Analytics may be lost.
  def viewed(changeset) do
    {:ok, view} = Shop.Repo.insert(changeset)
    Task.start(fn -> Shop.Analytics.track(view) end)
    {:ok, view}
  end

  # Nothing is committed before: who asked sees that no mail came.
  def remind(user) do
    Task.start(fn -> Shop.Mailer.deliver(Shop.Reminder.new(user)) end)
    :ok
  end
end

defmodule Shop.Analytics do
  def track(view), do: Req.post!("http://analytics.invalid/views", json: view)
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end

defmodule Shop.Mailer do
  use Swoosh.Mailer, otp_app: :shop
end
