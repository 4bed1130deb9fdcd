defmodule Shop.Lease do
  def join(node) do
    true = Node.connect(node)
  end

  # Any node may take a lease that has ended by its own clock.
  def valid?(lease) do
    # hazard: clock-wall-lease
    # hazard: clock-unobserved
    System.system_time(:millisecond) < lease.expires_at
  end
end
