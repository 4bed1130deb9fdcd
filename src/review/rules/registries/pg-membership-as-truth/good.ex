defmodule Feed.Owner do
  @moduledoc "The group is used to reach its members."

  def refresh do
    for pid <- :pg.get_members(:feed, :readers), do: send(pid, :refresh)
  end

  # Any of them will do, and each caller may take another.
  def any, do: Enum.random(:pg.get_members(:feed, :readers))

  # Is there anybody at all.
  def served?, do: length(:pg.get_members(:feed, :readers)) > 0
end
