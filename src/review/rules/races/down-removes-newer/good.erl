-module(fixture).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init([]) ->
    ets:new(names, [named_table]),
    {ok, #{}}.

handle_call({register, Name, Pid}, _From, Refs) ->
    Ref = erlang:monitor(process, Pid),
    ets:insert(names, {Name, Pid}),
    {reply, ok, Refs#{Ref => Name}}.

handle_cast(_, Refs) -> {noreply, Refs}.

%% Only the entry of the process that died.
handle_info({'DOWN', Ref, process, Pid, _Reason}, Refs) ->
    {Name, Left} = maps:take(Ref, Refs),
    ets:delete_object(names, {Name, Pid}),
    {noreply, Left}.
