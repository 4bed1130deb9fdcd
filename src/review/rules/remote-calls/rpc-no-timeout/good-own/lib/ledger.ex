defmodule Ledger.Redis do
  @moduledoc "Before one of two clients: each ends a command by itself."

  def command(command), do: client().q(:ledger_redis, command)

  defp client, do: Application.get_env(:ledger, :redis_client, :eredis)
end

defmodule Ledger do
  @moduledoc "A lock that is held for two commands of Redis."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)
  def settle(id), do: GenServer.call(__MODULE__, {:settle, id})

  @impl true
  def init(arg), do: {:ok, arg}

  @impl true
  def handle_call({:settle, id}, _from, state) do
    done =
      :global.trans({{:settle, id}, self()}, fn ->
        with {:ok, row} when is_binary(row) <- Ledger.Redis.command(["HGET", "ledger", id]) do
          Ledger.Redis.command(["HSET", "ledger", id, settled(row)])
        end
      end)

    {:reply, done, state}
  end

  defp settled(row), do: row |> Jason.decode!() |> Map.put("settled", true) |> Jason.encode!()
end
