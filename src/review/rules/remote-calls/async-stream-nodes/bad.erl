%% One slow node ends everything, with Elixir's tasks from Erlang.
-module(store_probes).

-export([sizes/0, versions/1]).

%% The default limit of 5 s, and no `on_timeout`.
sizes() ->
    Ask = fun(Node) -> erpc:call(Node, store_table, size, [], 10000) end,
    %% hazard: async-stream-nodes
    'Elixir.Enum':to_list('Elixir.Task':async_stream(nodes(), Ask, [])).

%% A function of the module asks.
versions(Nodes) ->
    %% hazard: async-stream-nodes
    'Elixir.Enum':to_list('Elixir.Task':async_stream(Nodes, fun version/1, [{timeout, 5000}])).

version(Node) ->
    gen_server:call({store_server, Node}, version, 8000).
