-module(desk_cluster).

-export([start/1]).

start(Service) ->
    %% hazard: boot-split-formation
    case desk_discovery:peers(Service) of
        {ok, []} ->
            %% hazard: boot-split-formation
            ra:start_cluster(default, desk, {module, desk_machine, #{}}, [{desk, node()}]);
        {ok, [Peer | _]} ->
            desk_members:join(Peer);
        {error, Reason} ->
            {error, Reason}
    end.
