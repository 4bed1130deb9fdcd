defmodule Club.Reminders do
  use GenServer
  import Ecto.Query

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  def init(_) do
    schedule()
    {:ok, nil}
  end

  def handle_info(:remind, state) do
    for fee <- due(), do: Club.Mailer.deliver(Club.Mail.reminder(fee))
    schedule()
    {:noreply, state}
  end

  defp due, do: Club.Repo.all(from(f in Club.Fee, where: is_nil(f.paid_at)))

  # hazard: cron-on-every-node
  defp schedule, do: Process.send_after(self(), :remind, 86_400_000)
end
