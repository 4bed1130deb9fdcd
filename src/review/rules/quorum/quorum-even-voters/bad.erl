%% Two voters: either may stop both.
-module(archive_cluster).

-export([form/0]).

form() ->
    %% hazard: quorum-even-voters
    Members = [{archive, 'archive@a'}, {archive, 'archive@b'}],
    ra:start_cluster(default, archive, {module, archive_machine, #{}}, Members).
