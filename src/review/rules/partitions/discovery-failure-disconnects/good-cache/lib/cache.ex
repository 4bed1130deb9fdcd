defmodule Shop.Cache do
  @moduledoc "Only hints ride on the mesh: an entry that is not dropped expires."

  def drop(key) do
    Phoenix.PubSub.broadcast(Shop.PubSub, "drop", {:drop, key})
  end
end
