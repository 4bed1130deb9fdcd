defmodule Jobs.Lease do
  @moduledoc "Times that may be judged by a clock, and leases that are judged elsewhere."

  import Ecto.Query

  alias Jobs.Repo

  defstruct [:name, :owner, :expires_at, :token]

  # The expiry is set and checked by one server: the database compares with its own now().
  def acquire(name, owner) do
    from(l in "leases",
      where: l.name == ^name and (l.expires_at < fragment("now()") or l.owner == ^owner),
      update: [
        set: [owner: ^owner, expires_at: fragment("now() + interval '15 seconds'")],
        inc: [token: 1]
      ],
      select: l.token
    )
    |> Repo.update_all([])
  end

  # The holder counts on its own monotonic clock, and stops early.
  def hold(%__MODULE__{} = lease, taken_at) do
    elapsed = System.monotonic_time(:millisecond) - taken_at
    if elapsed < 10_000, do: {:ok, lease}, else: :stop
  end

  # The margin is at least the measured clock error, and the holder stops early.
  def valid_with_margin?(%__MODULE__{expires_at: lease_until}) do
    max_clock_error = Jobs.ClockMonitor.max_error_ms()
    System.system_time(:millisecond) + max_clock_error < lease_until
  end

  # Token and session expiry.
  def session_valid?(session), do: session.owner != nil and session.expires_at > System.system_time(:second)

  def jwt_valid?(%{"exp" => exp}), do: exp > System.os_time(:second)

  # A date on a human scale.
  def invoice_overdue?(%{owner: _owner, due_on: due_on}), do: Date.compare(due_on, Date.utc_today()) == :lt

  # An account that is locked after failed logins, for an hour.
  def account_locked?(user) do
    user.locked_until != nil and DateTime.compare(user.locked_until, DateTime.utc_now()) == :gt
  end

  # A header for other people's caches.
  def expires_header(max_age) do
    DateTime.utc_now()
    |> DateTime.add(max_age, :second)
    |> Calendar.strftime("%a, %d %b %Y %H:%M:%S GMT")
  end

  # Cache time to live inside one VM.
  def cached(table, key) do
    case :ets.lookup(table, key) do
      [{^key, value, expires_at}] -> if expires_at > System.system_time(:second), do: {:ok, value}, else: :expired
      [] -> :missing
    end
  end

  # Freshness of a measurement.
  def fresh?(measured_at, max_age), do: System.os_time(:second) - measured_at < max_age

  # A wait loop is the local variant: one process reads both times.
  def wait_for_lock(key, timeout), do: wait_lock(key, System.system_time(:millisecond) + timeout)

  defp wait_lock(key, deadline) do
    cond do
      Jobs.LockClient.try_take(key) == :ok -> :ok
      System.system_time(:millisecond) < deadline -> wait_lock(key, deadline)
      true -> :timeout
    end
  end
end

defmodule Jobs.Lease.Server do
  @moduledoc "One process sets and checks the time: its own state."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  @impl true
  def init(_), do: {:ok, %{owner: nil, lease_until: 0}}

  @impl true
  def handle_call({:take, owner}, _from, state) do
    now = System.system_time(:second)

    if state.lease_until < now do
      {:reply, :ok, %{state | owner: owner, lease_until: now + 15}}
    else
      {:reply, :held, state}
    end
  end
end
