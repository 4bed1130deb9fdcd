defmodule Shop.Checkout do
  @moduledoc "The order is committed; the receipt is left to a process that nobody waits for."

  def place(changeset) do
    {:ok, order} = Shop.Repo.insert(changeset)
    # hazard: fire-and-forget-task
    Task.start(fn -> Shop.Mailer.deliver(Shop.Receipt.new(order)) end)
    {:ok, order}
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end

defmodule Shop.Mailer do
  use Swoosh.Mailer, otp_app: :shop
end
