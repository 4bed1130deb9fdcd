%% Five voters, and one table of which a single copy exists.
-module(archive_cluster).

-export([form/0, form/1]).

form() ->
    Members = [{archive, Name} || Name <- ['archive@a', 'archive@b', 'archive@c']],
    ra:start_cluster(default, archive, {module, archive_machine, #{}}, Members).

%% Begins with one, and others join.
form(Name) ->
    ra:start_cluster(default, archive, {module, archive_machine, #{}}, [{archive, Name}]).
