defmodule Settings.Machine do
  @moduledoc "Says that it is version 2, and applies all entries alike."

  @behaviour :ra_machine

  @impl true
  # hazard: ra-machine-unversioned
  def version, do: 2

  @impl true
  def init(_config), do: %{owners: %{}}

  @impl true
  def apply(%{index: index}, {:set, key, value}, state) do
    state = Map.put(state, key, value)
    {state, :ok, [{:release_cursor, index, state}]}
  end
end
