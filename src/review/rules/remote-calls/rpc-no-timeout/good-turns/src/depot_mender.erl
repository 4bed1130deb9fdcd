%% Has one job, and no client: it waits for its turn, and nobody waits behind it. Counted as minor.
-module(depot_mender).

-behaviour(gen_server).

-export([start_link/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    {ok, _} = mnesia:subscribe(system),
    {ok, none}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(_Message, State) ->
    {noreply, State}.

handle_info({mnesia_system_event, {inconsistent_database, _Context, Node}}, State) ->
    global:trans({mend, self()}, fun() -> depot_tables:compare(Node) end),
    {noreply, State};
handle_info(_Message, State) ->
    {noreply, State}.
