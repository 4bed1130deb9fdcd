defmodule Fixture.Overlay do
  def configure do
    # hazard: partisan-misconfigured
    Application.put_env(:partisan, :passive_max_size, 30)
  end
end
