defmodule Shop.Cluster.Lease do
  @moduledoc "The lease of the node that may change prices; it lies in the database that all nodes share."
  defstruct [:owner, :expires_at]

  @ttl_ms 15_000

  def new(owner) do
    %__MODULE__{owner: owner, expires_at: System.system_time(:millisecond) + @ttl_ms}
  end

  def held?(%__MODULE__{} = lease) do
    System.system_time(:millisecond) < lease.expires_at
  end
end
