defmodule Quota.Keeper do
  @moduledoc "Leads while its lease lasts."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, %{role: :idle, token: nil}}

  @impl true
  def handle_cast({:lead, token}, state), do: {:noreply, %{state | role: :leader, token: token}}

  @impl true
  def handle_info(:renew, state) do
    case Quota.Lease.renew(state.token) do
      :ok -> {:noreply, state}
      {:error, _} -> {:stop, {:shutdown, :lease_over}, state}
    end
  end
end
