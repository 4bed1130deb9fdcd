defmodule Shop.Seats do
  @moduledoc "A seat is taken where presence shows nobody on it."

  def notify(user, text) do
    # hazard: presence-as-truth
    if Shop.Presence.get_by_key("users", user) == [] do
      Shop.Repo.insert!(%Shop.Mail{user: user, text: text})
    end
  end

  def take(room, user) do
    # hazard: presence-as-truth
    case map_size(Shop.Presence.list(room)) do
      taken when taken < 4 -> Shop.Repo.insert!(%Shop.Seat{room: room, user: user})
      _full -> {:error, :full}
    end
  end
end

defmodule Shop.Presence do
  use Phoenix.Presence, otp_app: :shop, pubsub_server: Shop.PubSub
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
