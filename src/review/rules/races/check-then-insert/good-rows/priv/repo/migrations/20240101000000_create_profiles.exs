defmodule Desk.Repo.Migrations.CreateProfiles do
  use Ecto.Migration

  def change do
    create table(:profiles) do
      add(:user_id, :integer)
    end

    create(unique_index(:profiles, [:user_id]))

    create table(:seats) do
      add(:room_id, :integer)
      add(:user_id, :integer)
    end
  end
end
