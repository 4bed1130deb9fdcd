defmodule Settings.Machine do
  @moduledoc "Version 1, with the module of version 0 beside it."

  @behaviour :ra_machine

  @impl true
  def version, do: 1

  @impl true
  def which_module(0), do: Settings.MachineV0
  def which_module(1), do: __MODULE__

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(_meta, {:machine_version, 0, 1}, state), do: {Map.put_new(state, :owners, %{}), :ok}

  def apply(%{index: index}, {:set, key, value}, state) do
    state = Map.put(state, key, value)
    {state, :ok, [{:release_cursor, index, state}]}
  end
end

defmodule Settings.MachineV0 do
  @moduledoc "Kept for the replay of old entries."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(_meta, {:set, key, value}, state), do: {Map.put(state, key, value), :ok}
end

defmodule Flags.Machine do
  @moduledoc "One module for all versions, which looks at the version of the entry."

  @behaviour :ra_machine

  @impl true
  def version, do: 1

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(%{index: index, machine_version: version}, {:set, flag}, state) do
    state = if version == 0, do: Map.put(state, flag, true), else: Map.put(state, flag, :on)
    {state, :ok, [{:release_cursor, index, state}]}
  end
end

defmodule Counter.Machine do
  @moduledoc "The first version, never changed."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(%{index: index}, :add, state) do
    state = Map.update(state, :count, 1, &(&1 + 1))
    {state, :ok, [{:release_cursor, index, state}]}
  end
end
