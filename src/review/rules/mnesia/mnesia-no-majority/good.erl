%% The event is handled: the losing side is chosen by a rule about the data, and its changes are exported.
-module(desk_tables).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(desk, {id, owner}).

init(Nodes) ->
    {ok, _Node} = mnesia:subscribe(system),
    {atomic, ok} = mnesia:create_table(desk, [{disc_copies, Nodes}, {attributes, record_info(fields, desk)}]),
    {ok, #{nodes => Nodes}}.

handle_call({take, Id, Owner}, _From, State) ->
    {reply, mnesia:transaction(fun() -> mnesia:write(#desk{id = Id, owner = Owner}) end), State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, _Context, Node}}, State) ->
    ok = desk_export:changes_since_cut(Node),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
