defmodule Shop.Seats do
  @moduledoc "Presence is shown; a row decides."

  # Shown.
  def online(room), do: Shop.Presence.list(room) |> Map.keys()

  def badge(user) do
    if Shop.Presence.get_by_key("users", user) == [], do: "away", else: "here"
  end

  # A row with a unique key decides.
  def take(room, user, number) do
    seat = %Shop.Seat{room: room, user: user, number: number}
    Shop.Repo.insert(seat, on_conflict: :nothing, conflict_target: [:room, :number])
  end
end

defmodule Shop.Presence do
  use Phoenix.Presence, otp_app: :shop, pubsub_server: Shop.PubSub
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
