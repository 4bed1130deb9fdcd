defmodule Club.Peers do
  def join(nodes), do: for(node <- nodes, Node.connect(node) == true, do: node)
end

defmodule Club.Application do
  use Application

  def start(_type, _args) do
    Supervisor.start_link([Club.Repo, Club.Reminders], strategy: :one_for_one)
  end
end

defmodule Club.Repo do
  use Ecto.Repo, otp_app: :club, adapter: Ecto.Adapters.Postgres
end

defmodule Club.Mailer do
  use Swoosh.Mailer, otp_app: :club
end
