defmodule Fixture.Events do
  def publish(event), do: Phoenix.PubSub.broadcast(Fixture.PubSub, "events", event)
end
