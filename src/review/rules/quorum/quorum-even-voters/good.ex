defmodule Archive.Cluster do
  @moduledoc "Three voters, and a list that only the configuration knows."

  def form do
    members = [{:archive, :"archive@a"}, {:archive, :"archive@b"}, {:archive, :"archive@c"}]
    :ra.start_cluster(:default, :archive, {:module, Archive.Machine, %{}}, members)
  end

  def form(names) do
    :ra.start_cluster(:default, :archive, {:module, Archive.Machine, %{}}, Enum.map(names, &{:archive, &1}))
  end
end
