defmodule Jobs.Lease do
  @moduledoc "Leases in a shared table: any node may take one that has ended."

  import Ecto.Query

  alias Jobs.Repo

  defstruct [:name, :owner, :expires_at]

  @lock_ttl 30

  # A field of a struct against the system clock.
  def valid?(%__MODULE__{} = lease) do
    # hazard: clock-wall-lease
    System.system_time(:millisecond) < lease.expires_at
  end

  # Calendar time.
  def expired?(lease) do
    # hazard: clock-wall-lease
    DateTime.compare(DateTime.utc_now(), lease.expires_at) == :gt
  end

  # The same by the functions that read better.
  def free?(lease) do
    # hazard: clock-wall-lease
    DateTime.after?(DateTime.utc_now(), lease.expires_at)
  end

  # The time in a variable, the lease in a map.
  def acquire(owner, %{lease_until: lease_until} = row) do
    now = System.os_time(:second)

    cond do
      # hazard: clock-wall-lease
      now > lease_until -> {:ok, %{row | owner: owner, lease_until: now + 15}}
      true -> {:error, :held}
    end
  end

  # The clock behind a helper, the comparison in a guard.
  def steal(key, node) do
    now = now_ms()

    case :ets.lookup(:lock_copies, key) do
      # hazard: clock-wall-lease
      [{^key, _owner, locked_until}] when locked_until <= now ->
        :ets.insert(:lock_copies, {key, node, now + 5_000})
        :stolen

      _ ->
        :held
    end
  end

  defp now_ms, do: :erlang.system_time(:millisecond)

  # A difference of two times against an attribute.
  def locked?(%{locked_at: locked_at}) do
    # hazard: clock-wall-lease
    NaiveDateTime.diff(NaiveDateTime.utc_now(), locked_at) < @lock_ttl
  end

  # Through a pipe.
  def contested?(row) do
    age = DateTime.utc_now() |> DateTime.diff(row.owner_since, :second)
    # hazard: clock-wall-lease
    age > @lock_ttl
  end

  # A heartbeat that another node wrote.
  def leader_lost?(%{last_heartbeat: last_heartbeat}) do
    # hazard: clock-wall-lease
    :os.system_time(:second) - last_heartbeat > 10
  end

  # The asking node's clock is sent to the database, which has one of its own.
  def take(name, owner) do
    now = DateTime.utc_now()
    until = DateTime.add(now, 15, :second)

    from(l in "leases",
      # hazard: clock-wall-lease
      where: l.name == ^name and l.lease_until < ^now,
      update: [set: [owner: ^owner, lease_until: ^until]]
    )
    |> Repo.update_all([])
  end
end
