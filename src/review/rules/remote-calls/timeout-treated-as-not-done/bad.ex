defmodule Store.Wallet do
  @moduledoc "Charges again when the answer is late."

  def charge(server, account, amount, tries) do
    try do
      # hazard: timeout-treated-as-not-done
      GenServer.call(server, {:charge, account, amount}, 2_000)
    catch
      # hazard: timeout-treated-as-not-done
      :exit, {:timeout, _} when tries > 0 -> charge(server, account, amount, tries - 1)
    end
  end

  def push(node, entry) do
    # hazard: timeout-treated-as-not-done
    case :rpc.call(node, Store.Log, :append, [entry], 2_000) do
      # hazard: timeout-treated-as-not-done
      {:badrpc, :timeout} -> push(node, entry)
      {:badrpc, reason} -> {:error, reason}
      :ok -> :ok
    end
  end

  # The first node may have opened it, and lives on behind the cut.
  def open(node, account, others, pause \\ 100) do
    try do
      # hazard: timeout-treated-as-not-done
      GenServer.call({Store.Accounts, node}, {:open, account}, 2_000)
    catch
      :exit, {{:nodedown, _}, _} ->
        [next | rest] = others
        # hazard: timeout-treated-as-not-done
        open(next, account, rest)

      :exit, {:noproc, _} ->
        Process.sleep(pause)
        {:error, :not_running}
    end
  end
end
