%% A slow node ends its own task only.
-module(store_probes).

-export([sizes/0, versions/1, digests/1]).

%% A late task is ended alone.
sizes() ->
    Ask = fun(Node) -> erpc:call(Node, store_table, size, [], 10000) end,
    Late = [{timeout, 2000}, {on_timeout, kill_task}],
    'Elixir.Enum':to_list('Elixir.Task':async_stream(nodes(), Ask, Late)).

%% The call itself gives up first, and answers.
versions(Nodes) ->
    'Elixir.Enum':to_list('Elixir.Task':async_stream(Nodes, fun version/1, [{timeout, 5000}])).

version(Node) ->
    rpc:call(Node, store_table, version, [], 2000).

%% Work of this node.
digests(Keys) ->
    Hash = fun(Key) -> crypto:hash(sha256, Key) end,
    'Elixir.Enum':to_list('Elixir.Task':async_stream(Keys, Hash, [{timeout, infinity}])).
