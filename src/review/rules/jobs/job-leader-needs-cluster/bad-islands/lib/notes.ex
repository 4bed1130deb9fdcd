defmodule Notes.Nightly do
  use Oban.Worker, queue: :default

  def perform(_job), do: :ok
end
