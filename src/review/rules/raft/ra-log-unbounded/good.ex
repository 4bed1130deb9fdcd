defmodule Settings.Machine do
  @moduledoc "Replicated settings that release the log."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(meta, {:set, key, value}, state) do
    state = Map.put(state, key, value)
    {state, :ok, Settings.Snapshots.after_entry(meta, state)}
  end

  def apply(_meta, _other, state), do: {state, {:error, :unknown}}
end

defmodule Settings.Snapshots do
  @moduledoc "When the log is cut."

  def after_entry(%{index: index}, state) when rem(index, 4096) == 0, do: [{:release_cursor, index, state}]
  def after_entry(_meta, _state), do: []
end

defmodule Settings.Journal do
  @moduledoc "Keeps the entries that are still live, and names them."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(%{index: index}, {:add, id}, state), do: {Map.put(state, id, index), :ok}

  @impl true
  def live_indexes(state), do: Map.values(state)
end
