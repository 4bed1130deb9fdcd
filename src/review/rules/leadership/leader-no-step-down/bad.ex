defmodule Quota.Keeper do
  @moduledoc "Leads from the moment it is told, for ever."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, %{role: :idle}}

  @impl true
  def handle_cast(:lead, state) do
    # hazard: leader-no-step-down
    {:noreply, %{state | role: :leader}}
  end

  @impl true
  def handle_call(:role, _from, state), do: {:reply, state.role, state}
end
