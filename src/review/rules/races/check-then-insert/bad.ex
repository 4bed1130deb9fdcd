defmodule Windows do
  @moduledoc "A counter for each window, made when it is first hit."

  def start do
    :ets.new(:windows, [:named_table, :public, write_concurrency: true])
  end

  def hit(key) do
    case :ets.lookup(:windows, key) do
      [{_, counter}] ->
        :counters.add(counter, 1, 1)

      [] ->
        # hazard: check-then-insert
        :ets.insert(:windows, {key, :counters.new(1, [])})
        hit(key)
    end
  end
end
