defmodule Clerk.Nightly do
  @moduledoc "Runs once at a time."

  alias Clerk.Repo

  @key 4_711

  # The lock ends with the transaction.
  def run do
    Repo.transaction(fn ->
      %{rows: [[got]]} = Repo.query!("SELECT pg_try_advisory_xact_lock($1)", [@key])
      if got, do: Clerk.Report.build(), else: Repo.rollback(:busy)
    end)
  end

  # One connection for lock, work and unlock.
  def run_long do
    Repo.checkout(fn ->
      Repo.query!("SELECT pg_advisory_lock($1)", [@key])

      try do
        Clerk.Report.build()
      after
        Repo.query!("SELECT pg_advisory_unlock($1)", [@key])
      end
    end)
  end

  # A connection of its own, whose end ends the lock.
  def hold(connection) do
    Postgrex.query!(connection, "SELECT pg_advisory_lock($1)", [@key])
  end
end
