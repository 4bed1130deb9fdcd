defmodule Settings.Machine do
  @moduledoc "Replicated settings: state, reply, effects."

  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{}

  @impl true
  def apply(%{index: index}, {:set, key, value}, state) do
    state = Map.put(state, key, value)
    {state, :ok, [{:release_cursor, index, state}]}
  end

  # A read: the state as it is, and a value of it.
  def apply(_meta, {:get, key}, state), do: {state, Map.get(state, key)}

  # The whole state as the reply, unchanged.
  def apply(_meta, :dump, state), do: {state, state}

  # The old value as the reply.
  def apply(_meta, {:swap, key, value}, state), do: {Map.put(state, key, value), state}

  # One effect needs no list, and one of them is an atom.
  def apply(_meta, {:unset, key}, state), do: {Map.delete(state, key), :ok, {:aux, {:unset, key}}}
  def apply(_meta, :clear, _state), do: {%{}, :ok, :garbage_collection}

  # A helper answers.
  def apply(meta, {:batch, commands}, state), do: batch(meta, commands, state)
  def apply(_meta, _other, state), do: {state, {:error, :unknown}}

  defp batch(_meta, commands, state), do: {Map.new(commands) |> Map.merge(state), :ok}
end

defmodule Settings.Server do
  @moduledoc "A server's answers are those of a server, and its apply/3 is its own."

  use GenServer

  @impl true
  def init(_), do: {:ok, %{}}

  @impl true
  def handle_call({:set, key, value}, _from, state), do: {:reply, :ok, apply(key, value, state)}

  def apply(key, value, state), do: Map.put(state, key, value)
end
