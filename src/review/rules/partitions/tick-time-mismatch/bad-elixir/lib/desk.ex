defmodule Desk do
  def nodes, do: Node.list()
end
