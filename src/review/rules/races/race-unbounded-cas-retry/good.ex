defmodule Shelf do
  # Counted, with a wait that grows.
  def update(key, fun, tries \\ 5)
  def update(_key, _fun, 0), do: {:error, :contention}

  def update(key, fun, tries) do
    {:ok, value, version} = Shelf.Store.get(key)

    case Shelf.Store.put_if(key, fun.(value), version) do
      {:error, :version_mismatch} ->
        Process.sleep(:rand.uniform(20 * (6 - tries)))
        update(key, fun, tries - 1)

      answer ->
        answer
    end
  end

  # It waits before it tries again.
  def touch(key) do
    case Shelf.Store.touch(key) do
      {:error, :conflict} ->
        Process.sleep(:rand.uniform(50))
        touch(key)

      answer ->
        answer
    end
  end

  # The conflict is handed to the caller.
  def rename(key, name) do
    case Shelf.Store.rename(key, name) do
      {:error, :conflict} -> {:error, :taken}
      answer -> answer
    end
  end
end
