%% A replicated table that merges what another node answers.
-module(replica_table).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

init(_Arguments) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{}}.

handle_call(all, _From, State) ->
    {reply, State, State}.

handle_cast({gossip, Theirs}, State) ->
    %% hazard: merge-not-a-join
    {noreply, maps:merge(State, Theirs)}.

handle_info({nodeup, Node}, State) ->
    Theirs =
        try erpc:call(Node, replica_table, all, [], 5000) of
            Table -> Table
        catch
            error:{erpc, _Reason} -> #{}
        end,
    {noreply, merge(Theirs, State)};
handle_info({nodedown, _Node}, State) ->
    {noreply, State}.

merge(Theirs, Mine) ->
    %% hazard: merge-not-a-join
    maps:merge_with(fun(_Key, A, B) -> newest(A, B) end, Theirs, Mine).

newest({_, TimeA} = A, {_, TimeB} = B) ->
    case TimeA > TimeB of
        true -> A;
        false -> B
    end.
