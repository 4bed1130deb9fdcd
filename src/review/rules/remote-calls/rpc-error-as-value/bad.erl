%% Collects what the other nodes of a catalogue hold.
-module(catalogue_sync).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([
    total/1,
    newest/1,
    names/1,
    count/1,
    merge/2,
    describe/2,
    more_than/2,
    difference/2,
    sum/1,
    late_sum/1,
    first_page/1,
    stamp/1,
    reserve/2,
    restart/2
]).

init(Nodes) ->
    {ok, #{nodes => Nodes}}.

%% One dead node must not end the server.
handle_call(sum, _From, #{nodes := Nodes} = State) ->
    {reply, sum(Nodes), State};
handle_call({items, Node}, _From, State) ->
    %% hazard: rpc-error-as-value
    Items = rpc:call(Node, catalogue, items, [], 2000),
    {reply, lists:usort(Items), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

%% Into an operator.
total(Node) ->
    %% hazard: rpc-error-as-value
    1 + rpc:call(Node, catalogue, size, [], 2000).

%% Into a list, and then into a choice of the newest.
newest(Nodes) ->
    %% hazard: rpc-error-as-value
    lists:max([rpc:call(Node, catalogue, version, [], 2000) || Node <- Nodes]).

%% Into a comprehension as its source.
names(Node) ->
    %% hazard: rpc-error-as-value
    [Name || {Name, _Price} <- rpc:call(Node, catalogue, all, [], 2000)].

%% Into a function that needs a list, through a variable.
count(Node) ->
    %% hazard: rpc-error-as-value
    Items = rpc:block_call(Node, catalogue, items, [], 2000),
    length(Items).

merge(Node, Mine) ->
    %% hazard: rpc-error-as-value
    Theirs = rpc:call(Node, catalogue, to_map, [], 2000),
    maps:merge(Mine, Theirs).

%% By a branch that takes any other term.
describe(Node, Key) ->
    %% hazard: rpc-error-as-value
    case rpc:call(Node, catalogue, find, [Key], 2000) of
        undefined -> {created, catalogue:new(Key)};
        Item -> {found, catalogue:price(Item)}
    end.

%% Every term has an order: a tuple is more than any number.
more_than(Node, Limit) ->
    %% hazard: rpc-error-as-value
    rpc:call(Node, catalogue, size, [], 2000) > Limit.

%% A wrapper hands it on as it is, and its caller uses it as data.
difference(Left, Right) ->
    %% hazard: rpc-error-as-value
    remote_items(Left) -- remote_items(Right).

remote_items(Node) ->
    %% hazard: rpc-error-as-value
    rpc:call(Node, catalogue, items, [], 2000).

%% Exceptions stand inside the list of results, not among the bad nodes.
sum(Nodes) ->
    %% hazard: multi-call-partial-failure
    %% hazard: rpc-error-as-value
    {Sizes, _Down} = rpc:multicall(Nodes, catalogue, size, [], 2000),
    lists:sum(Sizes).

%% Asked now, taken later.
late_sum(Node) ->
    Key = rpc:async_call(Node, catalogue, size, []),
    Mine = catalogue:size(),
    %% hazard: rpc-error-as-value
    Mine + rpc:yield(Key).

%% Taken apart by a function without a clause for the error.
first_page(Node) ->
    %% hazard: rpc-error-as-value
    page(rpc:call(Node, catalogue, items, [], 2000)).

page([A, B, C | _]) -> [A, B, C];
page(Short) when is_list(Short) -> Short.

%% Sent on as a key.
stamp(Node) ->
    %% hazard: rpc-error-as-value
    Version = rpc:call(Node, catalogue, version, [], 2000),
    ets:insert(catalogue_versions, {Node, Version + 1}).

%% A fold has a clause for each answer that is expected, and none for a node on which the function crashed.
reserve(Nodes, Item) ->
    %% hazard: rpc-error-as-value
    {Answers, Down} = rpc:multicall(Nodes, catalogue, reserve, [Item], 2000),
    {reserved(Answers), Down}.

reserved(Answers) ->
    reserved(Answers, [], []).

reserved([], Done, []) -> {ok, Done};
reserved([], _Done, Failed) -> {error, Failed};
%% hazard: rpc-error-as-value
reserved([{true, Node} | Answers], Done, Failed) -> reserved(Answers, [Node | Done], Failed);
reserved([{false, Node} | Answers], Done, Failed) -> reserved(Answers, Done, [Node | Failed]).

%% The clause for failures takes one atom alone: a variable was meant.
restart(Node, Shelf) ->
    %% hazard: rpc-error-as-value
    case rpc:call(Node, catalogue_shelves, restart, [Shelf], 2000) of
        ok ->
            true;
        {_, reason} ->
            logger:error(reason),
            false
    end.
