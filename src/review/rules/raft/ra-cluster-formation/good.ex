defmodule Settings.Cluster do
  @moduledoc "Restarts what is there; one node forms the cluster."

  use GenServer

  @nodes [:"settings@a", :"settings@b", :"settings@c"]

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_arg) do
    ids = Enum.map(@nodes, &{:settings, &1})

    # The seed node, and only if it is not yet formed.
    case :ra.restart_server(:default, {:settings, node()}) do
      {:error, :name_not_registered} -> form(ids)
      other -> other
    end

    {:ok, ids}
  end

  defp form([{_name, seed} | _] = ids) when seed == node() do
    :ra.start_cluster(:default, :settings, {:module, Settings.Machine, %{}}, ids, 10_000)
  end

  defp form(_ids), do: :ok

  # Configurations of servers, with the system first.
  def form_all(configurations), do: :ra.start_cluster(:default, configurations)
end

defmodule Settings.Command do
  @moduledoc "Somebody types it once."

  def form(nodes) do
    ids = for node <- nodes, do: {:settings, node}
    :ra.start_cluster(:default, :settings, {:module, Settings.Machine, %{}}, ids)
  end
end
