defmodule Invoices.Draft do
  @moduledoc "One for each draft: the registry finds it, and the database checks the version."

  use GenServer

  def start_link(id) do
    GenServer.start_link(__MODULE__, id, name: {:via, Horde.Registry, {Invoices.Registry, id}})
  end

  @impl true
  def init(id), do: {:ok, id}
end

defmodule Invoices.Scheduler do
  @moduledoc "There is one on each node, and a lock in the database lets one work."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(arg), do: {:ok, arg}
end
