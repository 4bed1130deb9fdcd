-module(archive_job).

-export([run/1]).

run(Folder) ->
    global:trans({archive, self()}, fun() ->
        case archive_order:start(Folder) of
            {ok, _Pid} ->
                archive_order:stop();
            {error, Reason} ->
                {error, Reason}
        end
    end).
