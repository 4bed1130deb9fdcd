-module(fixture).
-export([configure/0]).

configure() ->
    application:set_env(partisan, hyparview, [{active_max_size, 6}, {shuffle_interval, 10000}]),
    application:set_env(partisan, peer_service_manager, partisan_hyparview_peer_service_manager).
