%% Work that only one process of the cluster should do at a time.
-module(shelf_lock).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([
    rebalance/1,
    compact/1,
    migrate/0,
    with_shelf/2,
    move/3,
    restock/2,
    import/1,
    reprice/2,
    audit/1,
    relabel/2
]).

-define(LOCK, {shelf_rebalance, ?MODULE}).
-define(RETRIES, 3).

init(_) ->
    {ok, #{}}.

%% A constant, in a callback: servers of all nodes ask with the same requester.
handle_call({reindex, Nodes}, _From, State) ->
    %% hazard: global-lock-partial
    case global:trans({shelf_index, me}, fun shelf_index:rebuild/0, Nodes, ?RETRIES) of
        aborted -> {reply, busy, State};
        Result -> {reply, Result, State}
    end.

handle_cast(_Message, State) ->
    {noreply, State}.

%% The id is a macro.
rebalance(Nodes) ->
    %% hazard: global-lock-partial
    case global:trans(?LOCK, fun shelf:rebalance/0, Nodes, ?RETRIES) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% The id is a variable; the requester is a number.
compact(Nodes) ->
    Id = {shelf_compaction, 1},
    %% hazard: global-lock-partial
    case global:set_lock(Id, Nodes, ?RETRIES) of
        true ->
            try
                shelf:compact()
            after
                global:del_lock(Id, Nodes)
            end;
        false ->
            {error, locked}
    end.

%% The id comes from a helper.
migrate() ->
    %% hazard: global-lock-partial
    case global:trans(migration_lock(), fun shelf_schema:migrate/0, [node() | nodes()], 10) of
        aborted -> {error, locked};
        Result -> Result
    end.

migration_lock() ->
    {schema_migration, <<"shelf">>}.

%% {kind, Name} locks the kind, and lets equal names in together: the reverse of what is meant.
with_shelf(ShelfId, Fun) ->
    %% hazard: global-lock-partial
    case global:trans({shelf, ShelfId}, Fun, [node() | nodes()], ?RETRIES) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% Nested with the same id: the inner one frees the outer lock.
move(Item, From, To) ->
    Id = {{item, Item}, self()},
    global:trans(
        Id,
        fun() ->
            ok = shelf:take(Item, From),
            %% hazard: global-lock-partial
            global:trans(Id, fun() -> shelf:put(Item, To) end)
        end
    ).

%% Three tries that may all fail, and the work is done all the same.
restock(Item, Count) ->
    Id = {{stock, Item}, self()},
    %% hazard: global-lock-partial
    global:set_lock(Id, [node() | nodes()], ?RETRIES),
    try
        shelf:add(Item, Count)
    after
        global:del_lock(Id)
    end.

%% `aborted` is taken for done.
import(Rows) ->
    %% hazard: global-lock-partial
    global:trans({shelf_import, self()}, fun() -> shelf:import(Rows) end, [node() | nodes()], 1),
    {ok, length(Rows)}.

%% The requester is a tuple of constants.
reprice(Item, Price) ->
    %% hazard: global-lock-partial
    case global:trans({pricing, {shelf, v1}}, fun() -> shelf:price(Item, Price) end, nodes(), 2) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% The own node is left out: two nodes lock each other, and a node alone locks nothing.
audit(Shelf) ->
    Others = nodes(),
    %% hazard: global-lock-partial
    case global:trans({{audit, Shelf}, self()}, fun() -> shelf:audit(Shelf) end, Others, ?RETRIES) of
        aborted -> {error, locked};
        Result -> Result
    end.

%% The lock may have been refused, and the work is done all the same.
relabel(Item, Label) ->
    %% hazard: global-lock-partial
    Held = hold(Item),
    ok = shelf:label(Item, Label),
    free(Held).

hold(Item) ->
    Id = {{label, Item}, self()},
    case global:set_lock(Id, [node() | nodes()], ?RETRIES) of
        true -> Id;
        false -> undefined
    end.

free(undefined) -> ok;
free(Id) -> global:del_lock(Id).
