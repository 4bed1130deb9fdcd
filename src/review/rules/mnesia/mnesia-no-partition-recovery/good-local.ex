defmodule Sessions.Local do
  @moduledoc "Tables of this node only, and tables whose contents stay local."

  def start do
    _ = :mnesia.create_schema([node()])
    :ok = :mnesia.start()
    {:atomic, :ok} = :mnesia.create_table(:session, disc_copies: [node()])
    :ok
  end

  def start_local_content(peers) do
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, peers)

    {:atomic, :ok} =
      :mnesia.create_table(:session_trace, local_content: true, ram_copies: [node() | peers])

    :ok
  end
end
