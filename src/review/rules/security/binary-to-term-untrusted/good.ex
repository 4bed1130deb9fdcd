defmodule FixtureWeb.ImportController do
  use Phoenix.Controller

  @columns ~w(name price)

  # Data alone, and no term.
  def create(conn, _params) do
    {:ok, body, conn} = Plug.Conn.read_body(conn)
    Plug.Conn.assign(conn, :rows, Jason.decode!(body))
  end

  def restore(conn, %{"state" => state}) do
    term = Plug.Crypto.non_executable_binary_to_term(Base.decode64!(state), [:safe])
    Plug.Conn.assign(conn, :state, term)
  end

  # Signed by a node of ours, and checked before it is decoded.
  def resume(conn, %{"state" => state}) do
    {:ok, bytes} = Plug.Crypto.MessageVerifier.verify(state, conn.secret_key_base)
    Plug.Conn.assign(conn, :state, :erlang.binary_to_term(bytes))
  end

  def sort(conn, %{"by" => by}), do: Plug.Conn.assign(conn, :by, String.to_existing_atom(by))

  # A finite set.
  def order(conn, %{"by" => by}) when by in @columns do
    Plug.Conn.assign(conn, :by, String.to_atom(by))
  end
end

defmodule Fixture.Snapshots do
  # A file that this program writes itself.
  def load(path), do: path |> File.read!() |> :erlang.binary_to_term()

  # A name that is computed from our own.
  def process_name(shard), do: String.to_atom("shard_" <> Integer.to_string(shard))
end
