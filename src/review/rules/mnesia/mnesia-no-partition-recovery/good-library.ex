defmodule Sessions.Application do
  @moduledoc "mria and ekka keep the database whole after a cut."

  use Application

  @impl true
  def start(_type, _args) do
    :ok = :mria.start()
    :ok = :ekka.start()
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, Node.list())
    Supervisor.start_link([], strategy: :one_for_one)
  end
end
