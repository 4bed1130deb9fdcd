defmodule Replicas do
  @moduledoc "The caller gives the limit."

  def version(node, timeout \\ 5_000), do: :rpc.call(node, Replicas.Table, :version, [], timeout)
end
