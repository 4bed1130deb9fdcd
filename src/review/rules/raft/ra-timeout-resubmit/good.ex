defmodule Seats.Client do
  @moduledoc "Tells the caller that the outcome is unknown, or sends an id."

  # The caller learns it.
  def book(server, seat) do
    case :ra.process_command(server, {:book, seat}, 2_000) do
      {:ok, reply, _leader} -> reply
      {:timeout, _server} -> {:error, :unknown_outcome}
      {:error, reason} -> {:error, reason}
    end
  end

  # The id is remembered by the machine.
  def book_once([server | others], request_id, seat) do
    case :ra.process_command(server, {:book, request_id, seat}, 2_000) do
      {:ok, reply, _leader} -> reply
      {:timeout, _server} -> book_once(others, request_id, seat)
    end
  end

  # Nothing was sent: there is no such process.
  def book_anywhere([server | others], seat) do
    case :ra.process_command(server, {:book, seat}, 2_000) do
      {:ok, reply, _leader} -> reply
      {:error, :noproc} -> book_anywhere(others, seat)
      {:timeout, _server} -> {:error, :unknown_outcome}
    end
  end
end
