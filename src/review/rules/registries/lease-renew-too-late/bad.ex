defmodule Fleet.Holder do
  @moduledoc "Holds a lease on the fleet's plan and renews it."

  use GenServer

  @lease_ttl :timer.seconds(10)
  @renew_every :timer.seconds(10)

  def start_link(store), do: GenServer.start_link(__MODULE__, store)

  @impl true
  def init(store) do
    schedule()
    {:ok, %{store: store, token: nil}}
  end

  @impl true
  def handle_info(:renew, state) do
    case Fleet.Store.renew_lease(state.store, state.token, @lease_ttl) do
      :ok ->
        schedule()
        {:noreply, state}

      {:error, _reason} ->
        {:stop, {:shutdown, :lost_lease}, state}
    end
  end

  # hazard: lease-renew-too-late
  defp schedule, do: Process.send_after(self(), :renew, @renew_every)
end
