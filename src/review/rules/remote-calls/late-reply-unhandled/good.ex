defmodule Store.Asker do
  @moduledoc "Knows its answers, or ends what it no longer waits for."

  use GenServer

  @impl true
  def init(peer), do: {:ok, %{peer: peer}}

  # The task is ended with the wait.
  @impl true
  def handle_call({:digest, table}, _from, state) do
    task = Task.async(fn -> Store.Table.digest(table) end)

    case Task.yield(task, 1_000) || Task.shutdown(task, :brutal_kill) do
      {:ok, digest} -> {:reply, {:ok, digest}, state}
      _none -> {:reply, {:error, :timeout}, state}
    end
  end

  # The reference of this question is in the pattern.
  def handle_call({:ask, question}, _from, state) do
    ref = make_ref()
    send(state.peer, {:question, self(), ref, question})

    receive do
      {:answer, ^ref, answer} -> {:reply, {:ok, answer}, state}
    after
      1_000 -> {:reply, {:error, :timeout}, state}
    end
  end

  # A call drops a late answer by itself.
  def handle_call(:size, _from, state), do: {:reply, GenServer.call(Store.Server, :size, 1_000), state}

  # A process that ends with its wait.
  def ask_once(peer, question) do
    spawn(fn ->
      send(peer, {:question, self(), question})

      receive do
        {:answer, answer} -> Store.Table.keep(answer)
      after
        1_000 -> :ok
      end
    end)
  end

  @impl true
  def handle_info(_message, state), do: {:noreply, state}
end
