%% A cache: what is told is which entries to drop, and each of them expires by itself.
-module(desk_page_cache).

-behaviour(gen_server).

-export([init/1, handle_call/3, handle_cast/2]).

init(Options) ->
    desk_page_cache = ets:new(desk_page_cache, [named_table, protected]),
    {ok, Options}.

handle_call({put, Key, Page}, _From, State) ->
    true = ets:insert(desk_page_cache, {Key, Page, erlang:monotonic_time(second) + 30}),
    abcast = gen_server:abcast(nodes(), ?MODULE, {drop, Key}),
    {reply, ok, State}.

handle_cast({drop, Key}, State) ->
    true = ets:delete(desk_page_cache, Key),
    {noreply, State}.
