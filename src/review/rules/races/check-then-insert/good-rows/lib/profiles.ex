defmodule Desk.Repo do
  use Ecto.Repo, otp_app: :desk, adapter: Ecto.Adapters.Postgres
end

defmodule Desk.Profile do
  use Ecto.Schema
  import Ecto.Changeset

  schema "profiles" do
    field(:user_id, :integer)
  end

  def changeset(profile, params) do
    profile |> cast(params, [:user_id]) |> unique_constraint(:user_id)
  end
end

defmodule Desk.Seat do
  use Ecto.Schema

  schema "seats" do
    field(:room_id, :integer)
    field(:user_id, :integer)
  end
end

defmodule Desk.Profiles do
  import Ecto.Query
  alias Desk.{Profile, Repo, Room, Seat}

  # The index refuses the second, and the changeset says so.
  def get_or_create(user_id) do
    case Repo.get_by(Profile, user_id: user_id) do
      nil -> %Profile{} |> Profile.changeset(%{user_id: user_id}) |> Repo.insert()
      profile -> {:ok, profile}
    end
  end

  # The room is locked, so callers wait for each other.
  def sit(room_id, user_id) do
    Repo.transaction(fn ->
      Repo.one!(from(r in Room, where: r.id == ^room_id, lock: "FOR UPDATE"))

      case Repo.get_by(Seat, room_id: room_id) do
        nil -> Repo.insert!(%Seat{room_id: room_id, user_id: user_id})
        _taken -> Repo.rollback(:taken)
      end
    end)
  end

  # One name for one lock around both steps.
  def sit_alone(room_id, user_id) do
    Repo.transaction(fn ->
      Repo.query!("SELECT pg_advisory_xact_lock($1)", [room_id])

      if Repo.exists?(from(s in Seat, where: s.room_id == ^room_id)) do
        Repo.rollback(:taken)
      else
        Repo.insert!(%Seat{room_id: room_id, user_id: user_id})
      end
    end)
  end

  # The primary key is unique.
  def reserve(id, user_id) do
    case Repo.get(Seat, id) do
      nil -> Repo.insert(%Seat{id: id, user_id: user_id})
      seat -> {:ok, seat}
    end
  end

  # Nothing that was read decides.
  def add(room_id, user_id) do
    count = Repo.aggregate(from(s in Seat, where: s.room_id == ^room_id), :count)
    {count, Repo.insert!(%Seat{room_id: room_id, user_id: user_id})}
  end
end
