defmodule Store.Wallet do
  @moduledoc "Charges again when the answer is late."

  def charge(server, account, amount, tries) do
    try do
      # hazard: timeout-treated-as-not-done
      GenServer.call(server, {:charge, account, amount}, 2_000)
    catch
      :exit, {:timeout, _} when tries > 0 -> charge(server, account, amount, tries - 1)
    end
  end

  def push(node, entry) do
    # hazard: timeout-treated-as-not-done
    case :rpc.call(node, Store.Log, :append, [entry], 2_000) do
      {:badrpc, :timeout} -> push(node, entry)
      {:badrpc, reason} -> {:error, reason}
      :ok -> :ok
    end
  end
end
