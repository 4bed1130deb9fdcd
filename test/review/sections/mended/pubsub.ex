# In place of the library, which is not on this machine: nobody listens.
defmodule Phoenix.PubSub do
  def child_spec(opts), do: %{id: __MODULE__, start: {Agent, :start_link, [__MODULE__, :kept, [opts]]}}
  def kept(opts), do: opts
  def broadcast(_pubsub, _topic, _message), do: :ok
end
