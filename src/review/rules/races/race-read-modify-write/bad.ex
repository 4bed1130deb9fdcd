defmodule Gate.Limits do
  @moduledoc "Counts requests of every connection in one table."
  use GenServer

  alias Gate.{Account, Repo}

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def init(_) do
    :ets.new(:gate_hits, [:named_table, :public, write_concurrency: true])
    {:ok, %{}}
  end

  # Runs in each connection's process.
  def hit(ip, limit) do
    case :ets.lookup(:gate_hits, ip) do
      [{^ip, count}] when count >= limit ->
        :deny

      [{^ip, count}] ->
        # hazard: race-read-modify-write
        :ets.insert(:gate_hits, {ip, count + 1})
        :allow

      [] ->
        :ets.insert_new(:gate_hits, {ip, 1})
        :allow
    end
  end

  # Two nodes read the same balance; a transaction that locks nothing lets them.
  def withdraw(id, amount) do
    Repo.transaction(fn ->
      account = Repo.get!(Account, id)
      changeset = Ecto.Changeset.change(account, balance: account.balance - amount)
      # hazard: race-read-modify-write
      Repo.update!(changeset)
    end)
  end

  # One map under one term, changed by whoever starts a backend.
  def enable(feature) do
    features = :persistent_term.get(:gate_features, %{})
    # hazard: race-read-modify-write
    :persistent_term.put(:gate_features, Map.put(features, feature, true))
  end

  # An array of words is shared by those that have it.
  def fill(bucket, cost) do
    level = :atomics.get(bucket, 1)
    # hazard: race-read-modify-write
    :atomics.put(bucket, 1, level + cost)
  end

  def remember(tag) do
    tags = Agent.get(Gate.Tags, & &1)
    # hazard: race-read-modify-write
    Agent.update(Gate.Tags, fn _ -> [tag | tags] end)
  end
end

defmodule Gate.Account do
  use Ecto.Schema

  schema "accounts" do
    field(:balance, :integer)
  end
end

defmodule Gate.Peers do
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def all, do: GenServer.call(__MODULE__, :all)
  def replace(peers), do: GenServer.call(__MODULE__, {:replace, peers})

  def init(_), do: {:ok, %{peers: MapSet.new(), since: 0}}

  def handle_call(:all, _from, state), do: {:reply, state.peers, state}

  # hazard: race-read-modify-write
  def handle_call({:replace, peers}, _from, state), do: {:reply, :ok, %{state | peers: peers}}
end

defmodule Gate.Admin do
  # Runs in the process of each request: the copy may be old when it comes back.
  def add(peer) do
    peers = Gate.Peers.all()
    # hazard: race-read-modify-write
    Gate.Peers.replace(MapSet.put(peers, peer))
  end
end

defmodule Gate.Allowance do
  @moduledoc "What is left of an hourly allowance, in a table that every caller writes."

  def open, do: :ets.new(:gate_allowance, [:named_table, :public])

  # The number is computed in steps, and the row has a second value beside it.
  def spend(client, cost, full) do
    hour = System.monotonic_time(:second) |> div(3600)

    {left, since} =
      case :ets.lookup(:gate_allowance, client) do
        [{^client, left, since}] -> {left, since}
        [] -> {full, hour}
      end

    refilled = if since == hour, do: left, else: full
    rest = refilled - cost
    # hazard: race-read-modify-write
    if rest >= 0, do: :ets.insert(:gate_allowance, {client, rest, hour})
    rest >= 0
  end
end
