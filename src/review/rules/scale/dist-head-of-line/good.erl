-module(fixture).
-export([size/2, install/3]).

size(Node, Table) ->
    erpc:call(Node, ets, info, [Table, size], 5000).

%% The nodes fetch the package themselves.
install(Nodes, Name, Url) ->
    erpc:multicall(Nodes, fixture_packages, install, [Name, Url], 30000).
