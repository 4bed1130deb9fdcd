%% The same work with a requester of its own, and a result that is looked at.
-module(shelf_lock).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([
    rebalance/1,
    compact/1,
    with_shelf/2,
    move/3,
    quorum_lock/2,
    healed/0,
    migrate/1,
    once/2,
    start_once/1,
    audit/1,
    relabel/2
]).

-define(VOTERS, ['shelf@a', 'shelf@b', 'shelf@c']).

init(_) ->
    {ok, #{}}.

%% The call is serialised by one owner process: a lock on its own node keeps the others of this node out.
handle_call(reindex, _From, State) ->
    case global:trans({shelf_index, ?MODULE}, fun shelf_index:rebuild/0, [node()], 3) of
        aborted -> {reply, busy, State};
        Result -> {reply, Result, State}
    end.

handle_cast(_Message, State) ->
    {noreply, State}.

%% The process that asks is the requester, and `aborted` is handled.
rebalance(Nodes) ->
    case global:trans({shelf_rebalance, self()}, fun shelf:rebalance/0, Nodes, 3) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% A reference is as good; the lock is freed in any case.
compact(Nodes) ->
    Id = {shelf_compaction, {node(), make_ref()}},
    case global:set_lock(Id, Nodes, 3) of
        true ->
            try
                shelf:compact()
            after
                global:del_lock(Id, Nodes)
            end;
        false ->
            {error, locked}
    end.

%% The name belongs to the resource.
with_shelf(ShelfId, Fun) ->
    case global:trans({{shelf, ShelfId}, self()}, Fun, [node() | nodes()], 3) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% Nested with another id.
move(Item, From, To) ->
    Me = self(),
    global:trans({{shelf, From}, Me}, fun() ->
        ok = shelf:take(Item, From),
        global:trans({{shelf, To}, Me}, fun() -> shelf:put(Item, To) end)
    end).

%% Nodes are a fixed voter list, and a majority is required by the caller.
quorum_lock(Resource, Fun) ->
    Id = {Resource, self()},
    Granted = [Voter || Voter <- ?VOTERS, global:set_lock(Id, [Voter], 0)],
    try
        case length(Granted) > length(?VOTERS) div 2 of
            true -> {ok, Fun()};
            false -> {error, no_majority}
        end
    after
        [global:del_lock(Id, [Voter]) || Voter <- Granted]
    end.

%% `connect_all` and `prevent_overlapping_partitions` are on: the visible nodes are one whole.
healed() ->
    true = application:get_env(kernel, prevent_overlapping_partitions, true),
    case global:trans({shelf_merge, self()}, fun shelf:merge/0, [node() | nodes()], 5) of
        aborted -> later;
        Result -> Result
    end.

%% The requester is the own node, and one process of each node asks.
migrate(Nodes) ->
    case global:trans({schema_migration, node()}, fun shelf_schema:migrate/0, Nodes, 10) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% The caller says who asks.
once(Pid, Fun) when is_pid(Pid) ->
    case global:trans({shelf_once, Pid}, Fun, [node() | nodes()], 0) of
        aborted -> already_running;
        Result -> Result
    end.

%% The requester is a process that was started for it.
start_once(Fun) ->
    Runner = spawn(shelf_runner, wait, [Fun]),
    case global:set_lock({shelf_start, Runner}, [node() | nodes()], 0) of
        true -> Runner ! go;
        false -> exit(Runner, kill)
    end.

%% The own node is added where the list is made.
audit(Shelf) ->
    case global:trans({{audit, Shelf}, self()}, fun() -> shelf:audit(Shelf) end, members(), 3) of
        aborted -> {error, locked};
        Result -> Result
    end.

members() ->
    lists:usort([node() | nodes()]).

%% Whether it was taken is looked at before the work.
relabel(Item, Label) ->
    Held = hold(Item),
    case Held of
        undefined -> {error, locked};
        _ ->
            ok = shelf:label(Item, Label),
            free(Held)
    end.

hold(Item) ->
    Id = {{label, Item}, self()},
    case global:set_lock(Id, [node() | nodes()], 3) of
        true -> Id;
        false -> undefined
    end.

free(undefined) -> ok;
free(Id) -> global:del_lock(Id).
