defmodule Replicas do
  @moduledoc "What others call: they cannot give a limit."

  # hazard: rpc-no-timeout
  def version(node), do: :rpc.call(node, Replicas.Table, :version, [])
end
