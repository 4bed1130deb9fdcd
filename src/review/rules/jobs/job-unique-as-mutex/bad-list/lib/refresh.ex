defmodule Feeds.Refresh do
  use Oban.Worker, queue: :feeds, unique: [period: 300]

  def perform(_job), do: :ok
end

defmodule Feeds do
  def refresh(ids) do
    jobs = Enum.map(ids, fn id -> Feeds.Refresh.new(%{id: id}) end)
    # hazard: job-unique-as-mutex
    Oban.insert_all(jobs)
  end

  def refresh_now(ids) do
    # hazard: job-unique-as-mutex
    ids |> Enum.map(&Feeds.Refresh.new(%{id: &1})) |> Oban.insert_all()
  end
end
