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

defmodule Invoices.Closer do
  @moduledoc "Whoever gets the name closes the books; the others wait for it to go."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg)

  @impl true
  def init(arg), do: {:ok, take_turn(%{arg: arg, books: nil})}

  @impl true
  def handle_info({:DOWN, _ref, :process, _pid, _reason}, state), do: {:noreply, take_turn(state)}

  defp take_turn(state) do
    # hazard: registry-eventual-singleton
    case :global.register_name({__MODULE__, :closer}, self(), &:global.random_notify_name/3) do
      :yes -> %{state | books: Invoices.Books.open()}
      :no -> wait(state)
    end
  end

  defp wait(state) do
    holder = :global.whereis_name({__MODULE__, :closer})
    Process.monitor(holder)
    state
  end
end
