defmodule Fixture.Overlay do
  def configure do
    Application.put_env(:partisan, :hyparview, active_max_size: 6, passive_max_size: 30)
    Application.put_env(:partisan, :peer_service_manager, :partisan_pluggable_peer_service_manager)
  end
end
