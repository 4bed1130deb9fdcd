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

defmodule Invoices.Desk do
  @moduledoc "The name is for messages; whoever does not get it stops."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg)

  @impl true
  def init(arg) do
    case :global.register_name({__MODULE__, arg}, self(), &:global.random_notify_name/3) do
      :yes -> {:ok, arg}
      :no -> :ignore
    end
  end
end
