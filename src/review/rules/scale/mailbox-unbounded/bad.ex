defmodule Fixture.Collector do
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: {:global, :collector})
  def report(event), do: GenServer.cast({:global, :collector}, {:event, event})

  def init(_), do: {:ok, %{sent: 0}}

  def handle_cast({:event, event}, state) do
    # hazard: mailbox-unbounded
    HTTPoison.post("https://metrics.example.com/events", inspect(event), [], recv_timeout: 5_000)
    {:noreply, %{state | sent: state.sent + 1}}
  end
end
