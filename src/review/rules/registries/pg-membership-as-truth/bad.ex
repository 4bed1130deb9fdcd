defmodule Feed.Owner do
  @moduledoc "The smallest pid of the group owns the feed."

  def owner do
    # hazard: pg-membership-as-truth
    Enum.min(:pg.get_members(:feed, :owners))
  end

  def enough? do
    # hazard: pg-membership-as-truth
    members = :pg.get_members(:feed, :writers)
    length(members) >= 3
  end
end
