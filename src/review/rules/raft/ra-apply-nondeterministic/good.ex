defmodule Queue.Machine do
  @moduledoc "The same queue, from the log alone."

  @behaviour :ra_machine

  require Logger

  @impl true
  def init(_config), do: %{items: [], seen: %{}, waiting: %{}, count: 0}

  # The value comes in the command, or from the metadata.
  @impl true
  def apply(%{system_time: now, index: index}, {:enqueue, item, token}, state) do
    {%{state | items: [{now, index, item, token} | state.items]}, {:ok, token}}
  end

  # What is logged or measured decides nothing.
  def apply(meta, {:trace, item}, state) do
    started = System.monotonic_time()
    Logger.debug("applied #{inspect(item)} on #{node()}")
    :telemetry.execute([:queue, :applied], %{duration: System.monotonic_time() - started}, meta)
    {state, :ok}
  end

  # Effects are the leader's: who sends may differ.
  def apply(_meta, {:notify, pid}, state) do
    {state, :ok, [{:send_msg, pid, {:ready, node(), self()}}]}
  end

  # The node of a process in the command is the same everywhere.
  def apply(_meta, {:down, pid}, state) do
    {%{state | waiting: Map.reject(state.waiting, fn {_key, owner} -> node(owner) == node(pid) end)}, :ok}
  end

  # The keys are sorted first; sums, counts and sets have no order.
  def apply(_meta, :requeue, state) do
    keys = state.waiting |> Map.keys() |> Enum.sort()
    {%{state | items: keys ++ state.items, count: length(Map.keys(state.seen))}, :ok}
  end

  def apply(_meta, :total, state) do
    {state, {:ok, Enum.reduce(state.waiting, 0, fn {_key, size}, sum -> sum + size end)}}
  end

  # Pure help of ETS: no table is read.
  def apply(_meta, {:select, spec}, state) do
    compiled = :ets.match_spec_compile(spec)
    {state, :ets.match_spec_run(Enum.sort(state.items), compiled)}
  end

  # When a snapshot is taken may differ between members.
  def apply(%{index: index}, _other, state) do
    effects = if snapshot_due?(), do: [{:release_cursor, index, state}], else: []
    {state, :ok, effects}
  end

  defp snapshot_due?, do: rem(System.monotonic_time(:second), 60) == 0

  # The state of the helper process of each member is its own.
  @impl true
  def init_aux(_name), do: %{started: System.monotonic_time()}

  @impl true
  def handle_aux(_raft_state, _type, :tick, aux, internal) do
    {:no_reply, Map.put(aux, :ticked, System.system_time()), internal}
  end
end
