defmodule Feeds.Refresh do
  use Oban.Worker, queue: :feeds, unique: [period: 300]

  def perform(_job), do: :ok
end

defmodule Feeds.Visit do
  use Oban.Worker, queue: :visits

  def perform(_job), do: :ok
end

defmodule Feeds do
  # One by one: each is looked up.
  def refresh(ids), do: Enum.map(ids, fn id -> Oban.insert(Feeds.Refresh.new(%{id: id})) end)

  # These jobs may be there twice.
  def visit(ids), do: ids |> Enum.map(&Feeds.Visit.new(%{id: &1})) |> Oban.insert_all()
end
