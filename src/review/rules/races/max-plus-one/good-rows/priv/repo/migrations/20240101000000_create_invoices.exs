defmodule Bills.Repo.Migrations.CreateInvoices do
  use Ecto.Migration

  def change do
    create table(:invoices) do
      add(:number, :integer)
    end

    create(unique_index(:invoices, [:number]))

    create table(:lines) do
      add(:invoice_id, :integer)
      add(:position, :integer)
    end
  end
end
