defmodule Store.Asker do
  @moduledoc "Goes on without an answer that still comes."

  use GenServer

  @impl true
  def init(peer), do: {:ok, %{peer: peer}}

  # The task sends its answer later, and `handle_info` does not know it.
  @impl true
  def handle_call({:digest, table}, _from, state) do
    task = Task.async(fn -> Store.Table.digest(table) end)

    # hazard: late-reply-unhandled
    case Task.yield(task, 1_000) do
      {:ok, digest} -> {:reply, {:ok, digest}, state}
      _none -> {:reply, {:error, :timeout}, state}
    end
  end

  # The answer to an earlier question is taken for this one.
  def handle_call({:ask, question}, _from, state) do
    send(state.peer, {:question, self(), question})

    # hazard: late-reply-unhandled
    receive do
      {:answer, answer} -> {:reply, {:ok, answer}, state}
    after
      1_000 -> {:reply, {:error, :timeout}, state}
    end
  end

  @impl true
  def handle_info(:tick, state), do: {:noreply, state}
end
