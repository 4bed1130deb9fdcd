defmodule Shop.Elapsed do
  # The time of one node, measured by its own clock that never jumps.
  def measure(fun) do
    started = System.monotonic_time(:millisecond)
    result = fun.()
    {System.monotonic_time(:millisecond) - started, result}
  end
end
