%% The leader and its followers: each is one process, and only its callbacks change the table of its node.
-module(tally).

-export([start_link/0, raise/2]).
-export([init/1, handle_call/4, handle_cast/3, handle_info/2]).
-export([handle_leader_call/4, handle_leader_cast/3, from_leader/3, elected/3, surrendered/3, handle_DOWN/3]).

start_link() ->
    ets:new(tally_sums, [named_table, public]),
    gen_leader:start_link(?MODULE, [node()], [], ?MODULE, [], []).

raise(Key, By) -> gen_leader:leader_call(?MODULE, {raise, Key, By}).

init([]) -> {ok, none}.

handle_leader_call({raise, Key, By}, _From, State, _Election) ->
    {reply, raised(Key, By), {raised, Key, By}, State}.

handle_leader_cast({raise, Key, By}, State, _Election) ->
    raised(Key, By),
    {ok, State}.

from_leader({raised, Key, By}, State, _Election) ->
    raised(Key, By),
    {ok, State}.

%% Reached from callbacks of one server only.
raised(Key, By) ->
    case ets:lookup(tally_sums, Key) of
        [] ->
            none;
        [{Key, Sum}] ->
            ets:insert(tally_sums, {Key, Sum + By}),
            Sum + By
    end.

elected(State, _Election, _Node) -> {ok, [], State}.
surrendered(State, _Sync, _Election) -> {ok, State}.
handle_DOWN(_Node, State, _Election) -> {ok, State}.
handle_call(_, _, State, _Election) -> {reply, ok, State}.
handle_cast(_, State, _Election) -> {noreply, State}.
handle_info(_, State) -> {noreply, State}.
