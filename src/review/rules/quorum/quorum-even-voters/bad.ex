defmodule Archive.Cluster do
  @moduledoc "Four voters, and a table with two copies that need both."

  def form do
    members =
      # hazard: quorum-even-voters
      [{:archive, :"archive@a"}, {:archive, :"archive@b"}, {:archive, :"archive@c"}, {:archive, :"archive@d"}]

    :ra.start_cluster(:default, :archive, {:module, Archive.Machine, %{}}, members)
  end
end
