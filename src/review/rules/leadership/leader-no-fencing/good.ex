defmodule Rollup.Writer do
  @moduledoc "Writes the daily rollup with the epoch of its leadership."

  alias Rollup.{Cluster, Day, Repo}

  def write(day, figures) do
    case Cluster.acquire_lease(:rollup) do
      {:ok, epoch} -> Repo.insert!(%Day{day: day, figures: figures, epoch: epoch})
      :taken -> :skipped
    end
  end

  # The follower's branch.
  def note(day) do
    if Cluster.leader?() do
      :ok
    else
      Repo.insert!(%Day{day: day, figures: nil})
    end
  end
end

defmodule Rollup.Repo do
  use Ecto.Repo, otp_app: :rollup, adapter: Ecto.Adapters.Postgres
end
