import Config

config :partisan,
  # hazard: partisan-misconfigured
  peer_service: :partisan_hyparview_peer_service_manager,
  listen_port: 10_200,
  # hazard: partisan-misconfigured
  active_max_size: 6
