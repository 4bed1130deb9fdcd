defmodule Seats.Client do
  @moduledoc "Books again when the answer does not come."

  def book([server | others], seat) do
    # hazard: ra-timeout-resubmit
    case :ra.process_command(server, {:book, seat}, 2_000) do
      {:ok, reply, _leader} -> reply
      {:timeout, _server} -> book(others, seat)
      {:error, :noproc} -> book(others, seat)
    end
  end

  def count(server, by) do
    # hazard: ra-timeout-resubmit
    result = :ra.process_command(server, {:add, by})

    case result do
      {:ok, total, _leader} -> total
      {:error, reason} when reason in [:nodedown, :shutdown] -> :ra.process_command(server, {:add, by})
      {:error, reason} -> {:error, reason}
    end
  end
end
