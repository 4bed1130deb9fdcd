defmodule Fixture.Sessions do
  # A page at a time.
  def fetch(node, last) do
    spec = [{{:"$1", :_}, [{:>, :"$1", {:const, last}}], [:"$_"]}]
    :erpc.call(node, :ets, :select, [:sessions, spec, 500], 5_000)
  end

  # The reference travels.
  def push(peer, path) do
    key = Fixture.ObjectStore.put(File.read!(path))
    GenServer.cast({Fixture.Mirror, peer}, {:stored, key})
  end

  # Within one node.
  def copy, do: GenServer.cast(Fixture.Mirror, {:rows, :ets.tab2list(:sessions)})

  # A number.
  def count(node), do: :erpc.call(node, :ets, :info, [:sessions, :size], 5_000)
end
