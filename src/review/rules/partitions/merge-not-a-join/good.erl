%% A replicated table that keeps the larger of two values.
-module(replica_table).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).
-export([merge_options/2]).

init(_Arguments) ->
    {ok, #{}}.

handle_call(all, _From, State) ->
    {reply, State, State};
handle_call({set, More}, _From, State) ->
    {reply, ok, maps:merge(State, More)}.

handle_cast({gossip, Theirs}, State) ->
    {noreply, merge(State, Theirs)}.

merge(Mine, Theirs) ->
    maps:merge_with(fun(_Replica, A, B) -> max(A, B) end, Mine, Theirs).

%% Options: the second wins, and is meant to.
merge_options(Defaults, Options) ->
    maps:merge(Defaults, Options).
