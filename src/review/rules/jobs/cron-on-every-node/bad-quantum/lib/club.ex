defmodule Club.Scheduler do
  use Quantum, otp_app: :club
end

defmodule Club.Peers do
  def join(nodes), do: for(node <- nodes, Node.connect(node) == true, do: node)
end
