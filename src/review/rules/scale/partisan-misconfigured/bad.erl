-module(fixture).
-export([configure/0]).

configure() ->
    %% hazard: partisan-misconfigured
    application:set_env(partisan, peer_service, partisan_hyparview_peer_service_manager).
