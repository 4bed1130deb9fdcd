defmodule Tickets.Supervisor do
  @moduledoc "Starts them again when they end."

  use Supervisor

  def start_link(arg), do: Supervisor.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_arg) do
    children = [Tickets.Sequence, Tickets.Clock, Tickets.Prices, Tickets.Desk, Tickets.Log]
    Supervisor.init(children, strategy: :one_for_one)
  end
end

defmodule Tickets.Sequence do
  @moduledoc "The loser goes quietly."

  use GenServer

  def start_link(arg) do
    case GenServer.start_link(__MODULE__, arg, name: {:global, __MODULE__}) do
      {:error, {:already_started, _pid}} -> :ignore
      other -> other
    end
  end

  @impl true
  def init(_arg), do: {:ok, 0}

  @impl true
  def handle_call(:next, _from, last), do: {:reply, last + 1, last + 1}
end

defmodule Tickets.Clock do
  @moduledoc "Keeps nothing."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: {:global, __MODULE__})

  # A call target is no registration.
  def now, do: GenServer.call({:global, __MODULE__}, :now, 5_000)

  @impl true
  def init(arg), do: {:ok, arg}

  @impl true
  def handle_call(:now, _from, zone), do: {:reply, DateTime.now!(zone), zone}
end

defmodule Tickets.Prices do
  @moduledoc "Its state is in the database and loaded when it starts."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: {:global, __MODULE__})

  @impl true
  def init(_arg), do: {:ok, Tickets.Store.load_prices()}

  @impl true
  def handle_cast({:price, event, price}, prices) do
    :ok = Tickets.Store.save(event, price)
    {:noreply, Map.put(prices, event, price)}
  end
end

defmodule Tickets.Desk do
  @moduledoc "Thinks of the conflict: the newer one gives its tickets to the older."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg)

  @impl true
  def init(_arg) do
    :yes = :global.register_name(:desk, self(), &__MODULE__.resolve/3)
    {:ok, %{open: []}}
  end

  @impl true
  def handle_cast({:open, ticket}, state), do: {:noreply, %{state | open: [ticket | state.open]}}

  def resolve(_name, older, newer) do
    send(newer, {:hand_over, older})
    older
  end
end

defmodule Tickets.Log do
  @moduledoc "One on each node: the node is in the name."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: {:global, {__MODULE__, node()}})

  @impl true
  def init(_arg), do: {:ok, []}

  @impl true
  def handle_cast({:note, line}, lines), do: {:noreply, [line | lines]}
end

defmodule Tickets.Import do
  @moduledoc "Started by hand for one import, and by nobody again."

  use GenServer

  def run(file), do: GenServer.start_link(__MODULE__, file, name: {:global, __MODULE__})

  @impl true
  def init(file), do: {:ok, %{file: file, lines: 0}}

  @impl true
  def handle_cast(:line, state), do: {:noreply, %{state | lines: state.lines + 1}}
end
