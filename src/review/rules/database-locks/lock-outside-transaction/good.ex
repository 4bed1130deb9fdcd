defmodule Till.Accounts do
  @moduledoc "The lock lasts until the transaction ends."

  import Ecto.Query
  alias Ecto.Multi
  alias Till.{Account, Repo}

  # Here, around read and write.
  def freeze(id) do
    Repo.transaction(fn ->
      account = Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))
      Repo.update!(Ecto.Changeset.change(account, frozen: true))
    end)
  end

  # A helper whose callers open it.
  def thaw(id) do
    Repo.transaction(fn -> id |> locked() |> Ecto.Changeset.change(frozen: false) |> Repo.update!() end)
  end

  # A step of a multi.
  def close(id) do
    Multi.new()
    |> Multi.run(:account, fn _repo, _changes -> {:ok, locked(id)} end)
    |> Multi.update(:closed, fn %{account: account} -> Ecto.Changeset.change(account, closed: true) end)
    |> Repo.transaction()
  end

  defp locked(id), do: Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))

  # Asks whether somebody holds the row, and holds nothing.
  def busy?(id) do
    not Repo.exists?(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE SKIP LOCKED"))
  end

  # Other applications call this one, in their own transactions.
  def lock_for_update(id) do
    Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))
  end
end
