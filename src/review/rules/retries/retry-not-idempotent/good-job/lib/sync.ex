defmodule Kiosk.Sync do
  use Oban.Worker, queue: :sync

  # Reading twice is reading.
  def perform(%{args: %{"id" => id}}) do
    Kiosk.Orders.store(Req.get!("https://stock.example/items", params: [id: id]).body)
  end
end

defmodule Kiosk.Page do
  use Oban.Worker, queue: :pages, max_attempts: 1

  # Tried once.
  def perform(%{args: %{"text" => text}}) do
    Req.post!("https://pager.example/pages", json: %{text: text})
    :ok
  end
end
