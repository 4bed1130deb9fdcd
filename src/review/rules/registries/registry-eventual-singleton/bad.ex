defmodule Invoices.Scheduler do
  @moduledoc "Sends what is due. There must be one."

  use GenServer

  def start_link(arg) do
    # hazard: registry-eventual-singleton
    GenServer.start_link(__MODULE__, arg, name: {:via, Horde.Registry, {Invoices.Registry, "scheduler"}})
  end

  @impl true
  def init(arg), do: {:ok, arg}
end
