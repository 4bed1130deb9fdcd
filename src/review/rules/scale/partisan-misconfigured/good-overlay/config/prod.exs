import Config

config :partisan,
  peer_service_manager: :partisan_hyparview_peer_service_manager,
  listen_port: 10_200,
  hyparview: [active_max_size: 6, passive_max_size: 30]

# Another application's key of the same name.
config :fixture, peer_service: :partisan_hyparview_peer_service_manager, active_max_size: 6
