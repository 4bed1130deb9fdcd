-module(fixture).
-export([backup/2, read/1, install/3]).

read(Path) ->
    {ok, Bytes} = file:read_file(Path),
    Bytes.

backup(Node, Path) ->
    %% hazard: dist-head-of-line
    erpc:call(Node, fixture, read, [Path], 10000).

install(Nodes, Name, Path) ->
    {ok, Package} = file:read_file(Path),
    %% hazard: dist-head-of-line
    erpc:multicall(Nodes, fixture_packages, install, [Name, Package], 30000).
