defmodule Profiles do
  @moduledoc "Keeps the newest profile of a user, as it hopes."

  def save(crdt, user, profile) do
    # hazard: crdt-lww-by-vm-age
    DeltaCrdt.put(crdt, user, profile)
  end
end
