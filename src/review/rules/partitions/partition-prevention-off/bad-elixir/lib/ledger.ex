defmodule Ledger do
  @moduledoc "One process for all nodes, by a name that every node keeps for itself."

  use GenServer

  def start_link(opts) do
    case GenServer.start_link(__MODULE__, opts, name: {:global, __MODULE__}) do
      {:error, {:already_started, _pid}} -> :ignore
      other -> other
    end
  end

  @impl true
  def init(opts), do: {:ok, opts}
end
