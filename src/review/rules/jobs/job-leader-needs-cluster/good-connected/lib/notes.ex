defmodule Notes.Peers do
  @moduledoc "Connects to the nodes that it is given."

  def join(nodes), do: for(node <- nodes, Node.connect(node) == true, do: node)
end
