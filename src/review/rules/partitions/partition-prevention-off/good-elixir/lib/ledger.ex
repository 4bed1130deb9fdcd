defmodule Ledger do
  @moduledoc "Names of this node only; workers are hidden nodes around one hub."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts), do: {:ok, opts}

  # Asks for a name, and registers none.
  def elsewhere, do: :global.whereis_name(:hub)
end
