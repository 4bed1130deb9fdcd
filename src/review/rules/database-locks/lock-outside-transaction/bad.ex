defmodule Till.Accounts do
  @moduledoc "Takes money from an account whose row is locked too briefly."

  import Ecto.Query
  alias Till.{Account, Repo}

  def freeze(id) do
    account = locked(id)
    Repo.update!(Ecto.Changeset.change(account, frozen: true))
  end

  defp locked(id) do
    # hazard: lock-outside-transaction
    Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))
  end
end
