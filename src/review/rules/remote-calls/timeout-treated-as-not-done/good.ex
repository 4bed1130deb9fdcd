defmodule Store.Wallet do
  @moduledoc "Knows a request again, or says that it does not know."

  # The identifier travels with the request.
  def charge(server, request_id, account, amount, tries) do
    try do
      GenServer.call(server, {:charge, request_id, account, amount}, 2_000)
    catch
      :exit, {:timeout, _} when tries > 0 -> charge(server, request_id, account, amount, tries - 1)
    end
  end

  # "Unknown" is an outcome of its own.
  def transfer(server, account, amount) do
    try do
      GenServer.call(server, {:transfer, account, amount}, 2_000)
    catch
      :exit, {:timeout, _} -> {:error, :unknown_outcome}
    end
  end

  # A question changes nothing.
  def balance(node, account) do
    case :rpc.call(node, Store.Accounts, :get, [account], 2_000) do
      {:badrpc, :timeout} -> balance(node, account)
      {:badrpc, reason} -> {:error, reason}
      balance -> {:ok, balance}
    end
  end

  # Nobody of that name ran: nothing was done there.
  def open(node, account, others) do
    try do
      GenServer.call({Store.Accounts, node}, {:open, account}, 2_000)
    catch
      :exit, {:noproc, _} ->
        [next | rest] = others
        open(next, account, rest)

      :exit, {{:nodedown, _}, _} ->
        {:error, :unknown_outcome}
    end
  end
end
