defmodule Gate.Limits do
  @moduledoc "The same counts, made by the store or by one process."
  use GenServer

  import Ecto.Query

  alias Gate.{Account, Document, Repo}

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def init(_) do
    :ets.new(:gate_hits, [:named_table, :public, write_concurrency: true])
    :ets.new(:gate_owned, [:named_table, :protected])
    {:ok, %{}}
  end

  # The table adds.
  def hit(ip, limit) do
    if :ets.update_counter(:gate_hits, ip, {2, 1}, {ip, 0}) > limit, do: :deny, else: :allow
  end

  # Only the owner can write its protected table.
  def handle_call({:note, name}, _from, state) do
    count =
      case :ets.lookup(:gate_owned, name) do
        [{^name, count}] -> count
        [] -> 0
      end

    :ets.insert(:gate_owned, {name, count + 1})
    {:reply, count + 1, state}
  end

  # Each process counts under its own key.
  def own(amount) do
    total =
      case :ets.lookup(:gate_hits, self()) do
        [{_, total}] -> total
        [] -> 0
      end

    :ets.insert(:gate_hits, {self(), total + amount})
  end

  # The row is locked while the new balance is computed.
  def withdraw(id, amount) do
    Repo.transaction(fn ->
      account = Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))
      Repo.update!(Ecto.Changeset.change(account, balance: account.balance - amount))
    end)
  end

  # The database adds.
  def deposit(id, amount) do
    Repo.update_all(from(a in Account, where: a.id == ^id), inc: [balance: amount])
  end

  # What is written comes from the request.
  def rename(id, params) do
    account = Repo.get!(Account, id)
    Repo.update(Account.changeset(account, params))
  end

  # A second writer is refused by the version.
  def append(id, line) do
    document = Repo.get!(Document, id)
    document |> Document.edit(%{lines: document.lines ++ [line]}) |> Repo.update()
  end

  # A new row made from another one takes nothing away.
  def clone(id) do
    account = Repo.get!(Account, id)
    Repo.insert(%Account{balance: account.balance + 0, name: account.name})
  end

  # One lock around both steps.
  def enable(feature) do
    :global.trans({:gate_features, self()}, fn ->
      features = :persistent_term.get(:gate_features, %{})
      :persistent_term.put(:gate_features, Map.put(features, feature, true))
    end)
  end

  def disable(feature) do
    :global.set_lock({:gate_features, self()}, [node()])
    features = :persistent_term.get(:gate_features, %{})
    :persistent_term.put(:gate_features, Map.delete(features, feature))
    :global.del_lock({:gate_features, self()}, [node()])
  end

  def remember(tag), do: Agent.update(Gate.Tags, fn tags -> [tag | tags] end)
end

defmodule Gate.Account do
  use Ecto.Schema
  import Ecto.Changeset

  schema "accounts" do
    field(:balance, :integer)
    field(:name, :string)
  end

  def changeset(account, params), do: cast(account, params, [:name])
end

defmodule Gate.Document do
  use Ecto.Schema
  import Ecto.Changeset

  schema "documents" do
    field(:lines, {:array, :string})
    field(:version, :integer, default: 1)
  end

  def edit(document, params) do
    document |> cast(params, [:lines]) |> optimistic_lock(:version)
  end
end

defmodule Gate.Peers do
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def all, do: GenServer.call(__MODULE__, :all)
  def since, do: GenServer.call(__MODULE__, :since)
  def add(peer), do: GenServer.call(__MODULE__, {:add, peer})
  def replace(peers), do: GenServer.call(__MODULE__, {:replace, peers})
  def keep(term, peers), do: GenServer.call(__MODULE__, {:keep, term, peers})
  def limit(limit), do: GenServer.call(__MODULE__, {:limit, limit})
  def merge(peers), do: GenServer.call(__MODULE__, {:merge, peers})

  def init(_), do: {:ok, %{peers: MapSet.new(), since: 0, term: 0, limit: 0}}

  def handle_call(:all, _from, state), do: {:reply, state.peers, state}
  def handle_call(:since, _from, state), do: {:reply, state.since, state}
  def handle_call({:replace, peers}, _from, state), do: {:reply, :ok, %{state | peers: peers}}
  def handle_call({:limit, limit}, _from, state), do: {:reply, :ok, %{state | limit: limit}}

  # The new value is made here, from what is here now.
  def handle_call({:add, peer}, _from, state),
    do: {:reply, :ok, %{state | peers: MapSet.put(state.peers, peer)}}

  def handle_call({:merge, peers}, _from, state),
    do: {:reply, :ok, %{state | peers: MapSet.union(state.peers, peers)}}

  # An old copy is refused.
  def handle_call({:keep, term, peers}, _from, %{term: term} = state),
    do: {:reply, :ok, %{state | peers: peers, term: term + 1}}

  def handle_call({:keep, _term, _peers}, _from, state), do: {:reply, {:error, :stale}, state}
end

defmodule Gate.Admin do
  def add(peer), do: Gate.Peers.add(peer)

  # What comes from outside replaces what is there, whatever that is.
  def load(path) do
    peers = path |> File.read!() |> String.split() |> MapSet.new()
    Gate.Peers.replace(peers)
  end

  # A copy that is merged where it is kept.
  def learn(peer) do
    peers = Gate.Peers.all()
    Gate.Peers.merge(MapSet.put(peers, peer))
  end

  def count_limit do
    # Another field than the one that was read.
    Gate.Peers.limit(MapSet.size(Gate.Peers.all()) * 2)
  end
end
