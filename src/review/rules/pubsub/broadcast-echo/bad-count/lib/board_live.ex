defmodule Shop.BoardLive do
  use Phoenix.LiveView

  @impl true
  def mount(_params, _session, socket) do
    Phoenix.PubSub.subscribe(Shop.PubSub, "board")
    {:ok, assign(socket, likes: 0, notes: [])}
  end

  # The own broadcast comes back, and counts again.
  @impl true
  def handle_event("like", _params, socket) do
    # hazard: broadcast-echo
    Phoenix.PubSub.broadcast(Shop.PubSub, "board", {:liked, 1})
    {:noreply, assign(socket, likes: socket.assigns.likes + 1)}
  end

  @impl true
  def handle_info({:liked, n}, socket) do
    {:noreply, assign(socket, likes: socket.assigns.likes + n)}
  end
end
