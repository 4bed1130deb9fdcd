%% Gives each node its own answer.
-module(store_sizes).

-export([sizes/1, versions/1, marks/1, owners/1, owner/0, numbered/1]).

%% One entry for each node, in order.
sizes(Nodes) ->
    Answers = erpc:multicall(Nodes, store_table, size, [], 2000),
    [size_of(Node, Answer) || {Node, Answer} <- lists:zip(Nodes, Answers)].

size_of(Node, {ok, Size}) -> {Node, Size};
size_of(Node, _Error) -> {Node, unknown}.

%% The bad nodes are subtracted first, and the errors among the results are told apart.
versions(Nodes) ->
    {Versions, Down} = rpc:multicall(Nodes, store_table, version, [], 2000),
    lists:map(
        fun
            ({Node, {badrpc, Reason}}) -> {Node, {error, Reason}};
            ({Node, Version}) -> {Node, {ok, Version}}
        end,
        lists:zip(Nodes -- Down, Versions)
    ).

%% Nobody was left out.
marks(Nodes) ->
    case rpc:multicall(Nodes, store_table, mark, [], 2000) of
        {Marks, []} -> {ok, lists:zip(Nodes, Marks)};
        {_Marks, Down} -> {error, Down}
    end.

%% The callee says which node it is.
owners(Nodes) ->
    {Owners, Down} = rpc:multicall(Nodes, ?MODULE, owner, [], 2000),
    {lists:zip(Nodes, Owners), Down}.

owner() ->
    {node(), persistent_term:get(store_owner, undefined)}.

%% Another list altogether.
numbered(Nodes) ->
    {Sizes, Down} = rpc:multicall(Nodes, store_table, size, [], 2000),
    {lists:zip(lists:seq(1, length(Sizes)), Sizes), Down}.
