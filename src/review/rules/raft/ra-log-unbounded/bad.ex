defmodule Settings.Machine do
  @moduledoc "Replicated settings whose log only grows."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  # hazard: ra-log-unbounded
  def apply(_meta, {:set, key, value}, state) do
    {Map.put(state, key, value), :ok, [{:aux, {:changed, key}}]}
  end

  def apply(_meta, _other, state), do: {state, {:error, :unknown}}
end
