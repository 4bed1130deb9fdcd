defmodule FixtureWeb.ImportController do
  use Phoenix.Controller

  def create(conn, _params) do
    {:ok, body, conn} = Plug.Conn.read_body(conn)
    # hazard: binary-to-term-untrusted
    Plug.Conn.assign(conn, :rows, :erlang.binary_to_term(body))
  end

  def sort(conn, %{"by" => by}) do
    # hazard: binary-to-term-untrusted
    Plug.Conn.assign(conn, :by, String.to_atom(by))
  end
end

defmodule FixtureWeb.RoomChannel do
  use Phoenix.Channel

  def handle_in("state", %{"blob" => blob}, socket) do
    # hazard: binary-to-term-untrusted
    {:noreply, Phoenix.Socket.assign(socket, :state, :erlang.binary_to_term(Base.decode64!(blob)))}
  end
end
