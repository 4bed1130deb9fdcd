defmodule Desk.Repo do
  use Ecto.Repo, otp_app: :desk, adapter: Ecto.Adapters.Postgres
end

defmodule Desk.Profile do
  use Ecto.Schema

  schema "profiles" do
    field(:user_id, :integer)
  end
end

defmodule Desk.Profiles do
  alias Desk.{Profile, Repo}

  # Two requests of a new user come at once.
  def get_or_create(user_id) do
    case Repo.get_by(Profile, user_id: user_id) do
      nil ->
        # hazard: check-then-insert
        Repo.insert!(%Profile{user_id: user_id})

      profile ->
        profile
    end
  end
end
