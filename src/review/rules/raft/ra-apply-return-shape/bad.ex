defmodule Settings.Machine do
  @moduledoc "Replicated settings that never change."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  # The changed state is the reply.
  @impl true
  def apply(_meta, {:set, key, value}, state) do
    # hazard: ra-apply-return-shape
    {state, Map.put(state, key, value), :ok}
  end

  def apply(_meta, {:unset, key}, state) do
    # hazard: ra-apply-return-shape
    {state, Map.delete(state, key)}
  end

  # As a server answers.
  def apply(_meta, {:get, key}, state) do
    # hazard: ra-apply-return-shape
    {:reply, Map.get(state, key), state}
  end

  def apply(_meta, {:touch, key}, state) do
    # hazard: ra-apply-return-shape
    {:noreply, Map.put(state, key, true)}
  end

  # A status first.
  def apply(_meta, {:merge, more}, state) do
    case more do
      # hazard: ra-apply-return-shape
      %{} -> {:ok, Map.merge(state, more)}
      _ -> {state, {:error, :no_map}}
    end
  end

  # A status where the effects belong.
  def apply(_meta, :clear, _state) do
    # hazard: ra-apply-return-shape
    {%{}, :cleared, :ok}
  end

  # The state alone.
  def apply(%{index: index}, {:snapshot, true}, state), do: {state, :ok, [{:release_cursor, index, state}]}
  # hazard: ra-apply-return-shape
  def apply(_meta, _other, state), do: state
end
