defmodule Desk.Repo.Migrations.CreateProfiles do
  use Ecto.Migration

  def change do
    create table(:accounts) do
      add(:email, :string)
    end

    create(unique_index(:accounts, [:email]))

    create table(:profiles) do
      add(:user_id, :integer)
    end

    create(index(:profiles, [:user_id]))
  end
end
