%% Asks the other nodes of a store, and waits for as long as they take.
-module(store_remote).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([
    read/2,
    read_blocking/2,
    read_patient/2,
    versions/0,
    versions/1,
    sizes/1,
    snapshot/1,
    snapshots/1,
    counters/1,
    all_counters/0,
    ask_peer/2,
    ask_machine/2,
    started/1,
    to_json/2,
    acquire_lock/2
]).

-define(TIMEOUT, infinity).

%% At start: the supervisor waits as well.
init(Peer) ->
    %% hazard: rpc-no-timeout
    case rpc:call(Peer, store_table, dump, []) of
        {badrpc, _Reason} -> {ok, #{peer => Peer, table => []}};
        Table -> {ok, #{peer => Peer, table => Table}}
    end.

%% In a callback: nobody is served meanwhile. A lock may wait too.
handle_call({put, Key, Value}, _From, #{peer := Peer} = State) ->
    %% hazard: rpc-no-timeout
    _ = erpc:call(Peer, store_table, put, [Key, Value]),
    {reply, ok, State};
handle_call({compact, Table}, _From, State) ->
    %% hazard: rpc-no-timeout
    ok = global:trans({{compact, Table}, self()}, fun() -> store_table:compact(Table) end),
    {reply, ok, State};
handle_call(join, _From, State) ->
    %% hazard: rpc-no-timeout
    ok = global:sync(),
    {reply, ok, State};
handle_call({spread, Node, Table}, _From, State) ->
    %% A supervisor is asked without a limit, and waits for the start of the child.
    %% hazard: rpc-no-timeout
    {ok, _Pid} = supervisor:start_child({store_sup, Node}, [Table]),
    {reply, ok, State};
handle_call({freeze, Table}, _From, State) ->
    {reply, freeze(Table), State};
%% The functions below are the server's too: this is how it comes to them.
handle_call({ask, Question}, _From, State) ->
    {reply, answer(Question), State}.

answer({read, Node, Key}) -> [read(Node, Key), read_blocking(Node, Key), read_patient(Node, Key)];
answer(versions) -> versions();
answer({versions, Nodes}) -> {versions(Nodes), sizes(Nodes), counters(Nodes), snapshots(Nodes)};
answer({snapshot, Node}) -> {snapshot(Node), started(Node)};
answer(counters) -> all_counters();
answer({peer, Node, Question}) -> {ask_peer(Node, Question), ask_machine(Node, Question)}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% A helper of a callback.
freeze(Table) ->
    %% hazard: rpc-no-timeout
    true = global:set_lock({{freeze, Table}, self()}),
    store_table:freeze(Table).

%% Without a limit.
read(Node, Key) ->
    %% hazard: rpc-no-timeout
    case rpc:call(Node, store_table, get, [Key]) of
        {badrpc, Reason} -> {error, Reason};
        Value -> {ok, Value}
    end.

read_blocking(Node, Key) ->
    %% hazard: rpc-no-timeout
    case rpc:block_call(Node, store_table, get, [Key]) of
        {badrpc, Reason} -> {error, Reason};
        Value -> {ok, Value}
    end.

%% The limit is `infinity`, by a macro.
read_patient(Node, Key) ->
    %% hazard: rpc-no-timeout
    case rpc:call(Node, store_table, get, [Key], ?TIMEOUT) of
        {badrpc, Reason} -> {error, Reason};
        Value -> {ok, Value}
    end.

%% All nodes.
versions() ->
    %% hazard: rpc-no-timeout
    {Versions, _Down} = rpc:multicall(store_table, version, []),
    [Version || {ok, Version} <- Versions].

%% The nodes come first: the last of four arguments is no limit.
versions(Nodes) ->
    %% hazard: rpc-no-timeout
    {Versions, _Down} = rpc:multicall(Nodes, store_table, version, []),
    [Version || {ok, Version} <- Versions].

sizes(Nodes) ->
    %% hazard: rpc-no-timeout
    Answers = erpc:multicall(Nodes, store_table, size, []),
    [Size || {ok, Size} <- Answers].

%% A fun on another node.
snapshot(Node) ->
    %% hazard: rpc-no-timeout
    try erpc:call(Node, fun store_table:snapshot/0) of
        Snapshot -> {ok, Snapshot}
    catch
        error:{erpc, Reason} -> {error, Reason}
    end.

snapshots(Nodes) ->
    %% hazard: rpc-no-timeout
    Answers = erpc:multicall(Nodes, fun store_table:snapshot/0),
    [Snapshot || {ok, Snapshot} <- Answers].

%% A server on many nodes.
counters(Nodes) ->
    %% hazard: rpc-no-timeout
    {Replies, _Bad} = gen_server:multi_call(Nodes, store_counter, get),
    Replies.

all_counters() ->
    %% hazard: rpc-no-timeout
    {Replies, _Bad} = gen_server:multi_call(store_counter, get),
    Replies.

%% A server on one other node, without limit.
ask_peer(Node, Question) ->
    %% hazard: rpc-no-timeout
    gen_server:call({store_counter, Node}, Question, infinity).

%% A state machine on one other node: `gen_statem:call/2` has no default limit.
ask_machine(Node, Question) ->
    %% hazard: rpc-no-timeout
    gen_statem:call({store_machine, Node}, Question).

%% The limit comes from a variable.
started(Node) ->
    Limit = infinity,
    %% hazard: rpc-no-timeout
    rpc:call(Node, store_table, summary, [store_counter], Limit) =/= undefined.

%% A request from outside waits.
to_json(Request, #{node := Node} = State) ->
    %% hazard: rpc-no-timeout
    case rpc:call(Node, store_table, summary, []) of
        {badrpc, _Reason} -> {<<"{}">>, Request, State};
        Summary -> {json:encode(Summary), Request, State}
    end.

%% A lock of the project's own: whoever wants it waits as well.
acquire_lock(Node, Name) ->
    %% hazard: rpc-no-timeout
    case rpc:call(Node, store_locks, take, [Name, self()]) of
        {badrpc, Reason} -> {error, Reason};
        Taken -> Taken
    end.
