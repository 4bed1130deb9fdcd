defmodule Shop.BoardLive do
  use Phoenix.LiveView

  @impl true
  def mount(_params, _session, socket) do
    Phoenix.PubSub.subscribe(Shop.PubSub, "board")
    {:ok, assign(socket, likes: 0, notes: [])}
  end

  # To the others only.
  @impl true
  def handle_event("like", _params, socket) do
    Phoenix.PubSub.broadcast_from(Shop.PubSub, self(), "board", {:liked, 1})
    {:noreply, assign(socket, likes: socket.assigns.likes + 1)}
  end

  # The handler alone changes the state.
  def handle_event("note", %{"text" => text}, socket) do
    Phoenix.PubSub.broadcast(Shop.PubSub, "board", {:noted, text})
    {:noreply, socket}
  end

  # The handler reads again.
  def handle_event("reset", _params, socket) do
    Phoenix.PubSub.broadcast(Shop.PubSub, "board", :changed)
    {:noreply, assign(socket, likes: 0)}
  end

  @impl true
  def handle_info({:liked, n}, socket) do
    {:noreply, assign(socket, likes: socket.assigns.likes + n)}
  end

  def handle_info({:noted, text}, socket) do
    {:noreply, assign(socket, notes: [text | socket.assigns.notes])}
  end

  def handle_info(:changed, socket), do: {:noreply, assign(socket, likes: Shop.Likes.count())}
end
