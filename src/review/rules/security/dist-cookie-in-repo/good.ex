defmodule Fixture.Start do
  def run(peer) do
    Node.set_cookie(String.to_atom(System.fetch_env!("RELEASE_COOKIE")))
    Node.set_cookie(peer, cookie_of(peer))
  end

  defp cookie_of(peer), do: Application.fetch_env!(:fixture, :cookies) |> Map.fetch!(peer)
end
