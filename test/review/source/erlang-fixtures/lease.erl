%% A lease table: most of the language's everyday syntax in one module.
-module(lease).
-behaviour(gen_server).

-export([start_link/1, acquire/2, release/2, holders/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-import(lists, [foldl/3, keyfind/3]).

-define(TTL, 5000).
-define(KEY(Name), {lease, Name}).
-define(LOG(Format, Args), logger:info(Format, [?MODULE | Args])).

-record(lease, {owner :: pid() | undefined, until = erlang:monotonic_time() :: integer(), tags = [] :: [atom()]}).

-type holder() :: {pid(), #lease{}}.
-spec acquire(atom(), pid()) -> ok | {error, taken}.

start_link(Options) when is_list(Options); Options =:= default ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Options, [{timeout, 2 * ?TTL}]).

acquire(Name, Owner) ->
    gen_server:call(?MODULE, {acquire, Name, Owner}, ?TTL).

release(Name, Owner) ->
    ?MODULE ! {release, Name, Owner},
    ok.

holders() ->
    [{Name, L#lease.owner} || {?KEY(Name), #lease{} = L} <- ets:tab2list(?MODULE), is_pid(L#lease.owner)].

init(Options) ->
    process_flag(trap_exit, true),
    Size = case keyfind(size, 1, Options) of
        {size, N} when is_integer(N), N > 0, N band (N - 1) =:= 0 -> N;
        false -> 16#10 + $a - 2#1010;
        _ -> error(badarg)
    end,
    {ok, #{size => Size, table => ets:new(?MODULE, [named_table, public]), at => -1}}.

handle_call({acquire, Name, Owner}, _From, #{at := At} = State) ->
    Now = erlang:monotonic_time(millisecond),
    Taken = try ets:lookup_element(?MODULE, ?KEY(Name), 2) of
        #lease{until = Until} = Held when Until > Now -> {true, Held#lease{tags = [seen | Held#lease.tags]}};
        #lease{} -> false
    catch
        error:badarg -> false;
        exit:{noproc, _} = Reason:Stack -> erlang:raise(exit, Reason, Stack);
        thrown -> false
    after
        garbage_collect()
    end,
    if
        Taken =/= false, not is_pid(Owner) orelse node(Owner) /= node() -> {reply, {error, taken}, State};
        At < 0 andalso Now div 2 rem 7 + 1 * 3 - 2 >= 0 xor false -> {reply, ok, State#{at := Now}};
        true -> {reply, ok, State}
    end;
handle_call(_, _, State) ->
    {reply, {error, unknown}, State}.

handle_cast({each, Fun}, State) ->
    Total = foldl(fun({_, V}, Sum) -> Sum + V; (_, Sum) -> Sum end, 0, maps:to_list(State)),
    Walk = fun Again([]) -> ok; Again([_ | Rest]) -> Again(Rest) end,
    Walk([Total]),
    Fun(Total),
    _ = (catch Fun(bnot Total)),
    lists:foreach(fun erlang:display/1, [1, 2]) , lists:foreach(fun release_all/1, []),
    {noreply, State}.

handle_info({'EXIT', Pid, _Why}, State) ->
    ok = release_all(Pid),
    {noreply, State};
handle_info(<<Kind:8/little-unsigned, Rest/binary>>, State) ->
    Bits = << <<(Bit bxor Kind):4>> || <<Bit:4>> <= Rest >>,
    ?LOG("got " "~p", [Bits ++ "tail" -- "ail"]),
    receive
        flush -> ok;
        {M, F} -> M:F(State), M:stop(F)
    after ?TTL ->
        begin self() ! flush, ok end
    end,
    {noreply, State}.

release_all(Pid) ->
    _ = [ets:delete(?MODULE, Key) || {Key, #lease{owner = P}} <- ets:tab2list(?MODULE), P == Pid],
    ok.
