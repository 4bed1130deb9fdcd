defmodule Shelf do
  def update(key, fun) do
    {:ok, value, version} = Shelf.Store.get(key)

    case Shelf.Store.put_if(key, fun.(value), version) do
      {:error, :version_mismatch} ->
        # hazard: race-unbounded-cas-retry
        update(key, fun)

      answer ->
        answer
    end
  end
end
