%% Remote calls with a limit of some kind, or that need none.
-module(store_remote).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export([
    read/2,
    versions/0,
    versions/1,
    sizes/1,
    counters/1,
    ask_peer/2,
    local/1,
    local_all/0,
    perhaps_local/2,
    within/2,
    prefetch/2,
    warm/1,
    exclusively/2,
    compare/1,
    report/1,
    main/1
]).

-define(TIMEOUT, 2000).

init(_) ->
    {ok, #{}}.

%% A limit as the last argument, in a callback too.
handle_call({put, Node, Key, Value}, _From, State) ->
    ok = erpc:call(Node, store_table, put, [Key, Value], ?TIMEOUT),
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info(_Message, State) ->
    {noreply, State}.

read(Node, Key) ->
    case rpc:call(Node, store_table, get, [Key], ?TIMEOUT) of
        {badrpc, Reason} -> {error, Reason};
        Value -> {ok, Value}
    end.

%% Module, function, arguments, limit: the last of four arguments is one.
versions() ->
    {Versions, _Down} = rpc:multicall(store_table, version, [], 5000),
    [Version || {ok, Version} <- Versions].

versions(Nodes) ->
    {Versions, _Down} = rpc:multicall(Nodes, store_table, version, [], 5000),
    [Version || {ok, Version} <- Versions].

sizes(Nodes) ->
    Answers = erpc:multicall(Nodes, store_table, size, [], ?TIMEOUT),
    [Size || {ok, Size} <- Answers].

counters(Nodes) ->
    {Replies, _Bad} = gen_server:multi_call(Nodes, store_counter, get, ?TIMEOUT),
    Replies.

%% The default limit of 5 s.
ask_peer(Node, Question) ->
    gen_server:call({store_counter, Node}, Question).

%% The own node.
local(Key) ->
    rpc:call(node(), store_table, get, [Key]).

%% A list of the own node alone.
local_all() ->
    Here = node(),
    {[Size], []} = rpc:multicall([Here], store_table, size, []),
    Size.

%% The own node by a guard; the others have a limit.
perhaps_local(Node, Key) when Node =:= node() ->
    rpc:call(Node, store_table, get, [Key]);
perhaps_local(Node, Key) ->
    read(Node, Key).

%% An outer deadline exists: the caller ends the process that waits.
within(Node, Limit) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({answer, rpc:call(Node, store_table, dump, [])}) end),
    receive
        {'DOWN', Ref, process, Pid, {answer, Answer}} -> {ok, Answer}
    after Limit ->
        erlang:demonitor(Ref, [flush]),
        exit(Pid, kill),
        {error, timeout}
    end.

%% The caller is a throw-away process and nobody waits for it.
prefetch(Node, Keys) ->
    spawn(fun() -> rpc:call(Node, store_table, warm_up, [Keys]) end),
    ok.

%% The same, with the call in a function of its own.
warm(Nodes) ->
    [spawn(fun() -> warm_node(Node) end) || Node <- Nodes],
    ok.

warm_node(Node) ->
    rpc:call(Node, store_table, warm_up, [all]).

%% A lock that is meant to wait and is not taken in a server's callback.
exclusively(Table, Fun) ->
    global:trans({{exclusive, Table}, self()}, Fun).

%% A command with a human waiting.
main([NodeName]) ->
    Node = list_to_atom(NodeName),
    io:format("~p~n", [rpc:call(Node, store_table, status, [])]),
    halt(0).

%% Nobody who must not wait is seen to call it: it may be for whoever sits at a shell.
compare(Node) ->
    rpc:call(Node, store_table, checksum, []).

%% It prints what it learns: a person waits, and may end it.
report(Node) ->
    Size = rpc:call(Node, store_table, size, []),
    io:format("~p has ~p entries~n", [Node, Size]).
