defmodule Windows do
  @moduledoc "The table takes the first counter alone."

  def start do
    :ets.new(:windows, [:named_table, :public, write_concurrency: true])
  end

  def hit(key) do
    case :ets.lookup(:windows, key) do
      [{_, counter}] ->
        :counters.add(counter, 1, 1)

      [] ->
        :ets.insert_new(:windows, {key, :counters.new(1, [])})
        hit(key)
    end
  end
end
