defmodule Fixture.Events do
  # Nothing says how many nodes run.
  def publish(event), do: Phoenix.PubSub.broadcast(Fixture.PubSub, "events", event)
end
