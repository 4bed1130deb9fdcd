defmodule Queue.Machine do
  @moduledoc "A replicated queue whose members disagree."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{items: [], seen: %{}, waiting: %{}, due: nil}

  # The clock of the member, kept in the state.
  @impl true
  def apply(_meta, {:enqueue, item}, state) do
    # hazard: ra-apply-nondeterministic
    now = System.system_time(:millisecond)
    {%{state | items: [{now, item} | state.items]}, :ok}
  end

  # Randomness in the reply.
  def apply(_meta, :token, state) do
    # hazard: ra-apply-nondeterministic
    {state, {:ok, :crypto.strong_rand_bytes(16)}}
  end

  # Configuration of the member decides.
  def apply(_meta, {:limit, item}, state) do
    # hazard: ra-apply-nondeterministic
    if length(state.items) < Application.get_env(:queue, :limit, 10) do
      {%{state | items: [{0, item} | state.items]}, :ok}
    else
      {state, {:error, :full}}
    end
  end

  # Alive here and now: another answer on another member and at replay.
  def apply(_meta, {:down, pid}, state) do
    # hazard: ra-apply-nondeterministic
    if Process.alive?(state.due) do
      {state, :ok}
    else
      {%{state | due: pid}, :ok}
    end
  end

  # A table that is no part of the log, behind a helper.
  def apply(_meta, {:route, key}, state) do
    {Map.put(state, :due, target(key)), :ok}
  end

  # Keys in the order of the map.
  def apply(_meta, :requeue, state) do
    # hazard: ra-apply-nondeterministic
    {%{state | items: Map.keys(state.waiting) ++ state.items, waiting: %{}}, :ok}
  end

  # The first of a map.
  def apply(%{index: index}, :next, state) do
    # hazard: ra-apply-nondeterministic
    [next | _] = Map.to_list(state.waiting)
    {Map.put(state, :due, next), :ok, [{:release_cursor, index, state}]}
  end

  defp target(key) do
    # hazard: ra-apply-nondeterministic
    [{^key, target}] = :ets.lookup(:queue_routes, key)
    target
  end
end
