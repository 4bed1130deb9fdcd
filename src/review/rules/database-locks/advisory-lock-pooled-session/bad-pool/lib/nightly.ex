defmodule Clerk.Nightly do
  @moduledoc "Runs once at a time, it hopes."

  alias Clerk.Repo

  @key 4_711

  def run do
    if acquired?() do
      Clerk.Report.build()
      Repo.query!("SELECT pg_advisory_unlock($1)", [@key])
      :done
    else
      :busy
    end
  end

  defp acquired? do
    # hazard: advisory-lock-pooled-session
    %{rows: [[got]]} = Repo.query!("SELECT pg_try_advisory_lock($1)", [@key])
    got
  end
end
