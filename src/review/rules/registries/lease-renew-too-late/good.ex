defmodule Fleet.Holder do
  @moduledoc "Renews at a third of the lease, and stops when it fails."

  use GenServer

  @lease_ttl :timer.seconds(30)
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

  defp schedule, do: Process.send_after(self(), :renew, @renew_every)
end

defmodule Fleet.Sweeper do
  @moduledoc "A cache with a time to live, swept now and then: nobody holds anything."

  use GenServer

  @cache_ttl :timer.minutes(1)
  @sweep_every :timer.minutes(5)

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts)

  @impl true
  def init(_opts) do
    Process.send_after(self(), :sweep, @sweep_every)
    {:ok, %{}}
  end

  @impl true
  def handle_info(:sweep, cache) do
    Process.send_after(self(), :sweep, @sweep_every)
    {:noreply, Fleet.Cache.drop_older(cache, @cache_ttl)}
  end
end
