%% Remote results that are told from errors, or need not be.
-module(catalogue_sync).

-export([
    find/2,
    put/3,
    item/2,
    reset/1,
    describe/2,
    is_member/2,
    notify/2,
    show/1,
    local_count/0,
    all_items/1,
    versions/1,
    sum/1,
    sizes/1,
    tagged/1,
    reserve/2,
    release/2,
    restart/2
, inside/1]).

%% Wrapped in a helper that tags it.
find(Node, Key) ->
    case call(Node, find, [Key]) of
        {ok, Item} -> Item;
        {error, _Reason} -> undefined
    end.

call(Node, Function, Arguments) ->
    case rpc:call(Node, catalogue, Function, Arguments, 2000) of
        {badrpc, Reason} -> {error, {Node, Reason}};
        Value -> {ok, Value}
    end.

%% Matched so that an error crashes on purpose.
put(Node, Key, Value) ->
    ok = rpc:call(Node, catalogue, put, [Key, Value], 2000).

item(Node, Key) ->
    {ok, Item} = rpc:call(Node, catalogue, item, [Key], 2000),
    Item.

reset(Node) ->
    case rpc:call(Node, catalogue, reset, [], 2000) of
        ok -> done;
        {error, Reason} -> {failed, Reason}
    end.

%% A catch-all branch treats everything else as failure.
describe(Node, Key) ->
    case rpc:call(Node, catalogue, find, [Key], 2000) of
        {ok, Item} -> {found, Item};
        Other -> {error, Other}
    end.

%% Compared with one expected value.
is_member(Node, Key) ->
    rpc:call(Node, catalogue, is_member, [Key], 2000) =:= true.

%% Fire and forget.
notify(Node, Event) ->
    _ = rpc:call(Node, catalogue, notify, [Event], 2000),
    ok.

%% Only shown.
show(Node) ->
    io:format("~p: ~p~n", [Node, rpc:call(Node, catalogue, status, [], 2000)]).

%% The own node.
local_count() ->
    length(rpc:call(node(), catalogue, items, [], 2000)).

%% A thin wrapper, and all callers handle it.
all_items(Nodes) ->
    lists:append([items_or_none(Node) || Node <- Nodes]).

items_or_none(Node) ->
    case remote_items(Node) of
        {badrpc, _Reason} -> [];
        Items -> Items
    end.

remote_items(Node) ->
    rpc:call(Node, catalogue, items, [], 2000).

%% Told apart by a guard after it was bound.
versions(Node) ->
    Versions = rpc:call(Node, catalogue, versions, [], 2000),
    if
        is_list(Versions) -> lists:max(Versions);
        true -> unknown
    end.

%% Exceptions inside the list of results are left out by a pattern that names the data.
sum(Nodes) ->
    {Sizes, Down} = rpc:multicall(Nodes, catalogue, size, [], 2000),
    {lists:sum([Size || Size <- Sizes, is_integer(Size)]), Down}.

%% `erpc` with a catch: one dead node does not end the loop.
sizes(Nodes) ->
    [{Node, size_of(Node)} || Node <- Nodes].

size_of(Node) ->
    try
        erpc:call(Node, catalogue, size, [], 2000)
    catch
        error:{erpc, Reason} -> {error, Reason}
    end.

%% The node goes with the answer, and the reader tells them apart.
tagged(Nodes) ->
    Answers = [{Node, rpc:call(Node, catalogue, size, [], 2000)} || Node <- Nodes],
    [Answer || {_Node, Size} = Answer <- Answers, is_integer(Size)].

%% A fold with a clause for the error, and one with a clause for anything.
reserve(Nodes, Item) ->
    {Answers, Down} = rpc:multicall(Nodes, catalogue, reserve, [Item], 2000),
    {reserved(Answers, []), Down}.

reserved([], Failed) -> Failed;
reserved([{true, _Node} | Answers], Failed) -> reserved(Answers, Failed);
reserved([{false, Node} | Answers], Failed) -> reserved(Answers, [Node | Failed]);
reserved([{badrpc, Reason} | Answers], Failed) -> reserved(Answers, [Reason | Failed]).

release(Nodes, Item) ->
    {Answers, Down} = rpc:multicall(Nodes, catalogue, release, [Item], 2000),
    {kept(Answers, []), Down}.

kept([], Kept) -> Kept;
kept([ok | Answers], Kept) -> kept(Answers, Kept);
kept([Other | Answers], Kept) -> kept(Answers, [Other | Kept]).

%% A pair with any tag and any cause.
restart(Node, Shelf) ->
    case rpc:call(Node, catalogue_shelves, restart, [Shelf], 2000) of
        ok ->
            true;
        {_, Reason} ->
            logger:error("~p: ~p", [Node, Reason]),
            false
    end.

%% It looks into a process, and nothing calls it: whoever sits at a shell sees what went wrong.
inside(Pid) ->
    dictionary_of(rpc:call(node(Pid), erlang, process_info, [Pid, dictionary], 2000)).

dictionary_of({dictionary, Entries}) -> Entries;
dictionary_of(undefined) -> [].
