defmodule Fixture.Collector do
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  # The sender is held back.
  def report(event), do: GenServer.call(__MODULE__, {:event, event}, 2_000)
  def note(event), do: GenServer.cast(__MODULE__, {:note, event})

  def init(_), do: {:ok, []}

  def handle_call({:event, event}, _from, state) do
    HTTPoison.post("https://metrics.example.com/events", inspect(event), [], recv_timeout: 1_000)
    {:reply, :ok, state}
  end

  # It waits for nothing.
  def handle_cast({:note, event}, state), do: {:noreply, [event | state]}
end
