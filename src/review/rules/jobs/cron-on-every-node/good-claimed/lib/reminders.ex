defmodule Club.Reminders do
  use GenServer
  import Ecto.Query
  alias Club.Repo

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  def init(_) do
    :timer.send_interval(60_000, :sweep)
    schedule()
    {:ok, nil}
  end

  # One node claims the day.
  def handle_info(:remind, state) do
    run = %{job: "remind", day: Date.utc_today()}

    with {1, _} <- Repo.insert_all("runs", [run], on_conflict: :nothing) do
      for fee <- Repo.all(from(f in Club.Fee, where: is_nil(f.paid_at))), do: Club.Mailer.deliver(Club.Mail.reminder(fee))
    end

    schedule()
    {:noreply, state}
  end

  # Deleting what is old is the same when two do it.
  def handle_info(:sweep, state) do
    Repo.delete_all(from(f in Club.Fee, where: not is_nil(f.archived_at)))
    {:noreply, state}
  end

  defp schedule, do: Process.send_after(self(), :remind, 86_400_000)
end
