-module(fixture).
-export([create/0, block/1, measured/3, watch/2]).

-record(blocked, {host, since}).

create() ->
    mnesia:create_table(blocked, [{local_content, true}, {attributes, record_info(fields, blocked)}]).

%% Each node has a table of its own.
block(Host) ->
    mnesia:dirty_write(#blocked{host = Host, since = erlang:monotonic_time(second)}).

%% Only a duration leaves.
measured(Node, Query, Timeout) ->
    Start = erlang:monotonic_time(millisecond),
    Answer = rpc:call(Node, fixture_queries, run, [Query], Timeout),
    Took = erlang:monotonic_time(millisecond) - Start,
    gen_server:cast({fixture_timings, Node}, {took, Query, Took}),
    log(Answer).

log({badrpc, Reason}) -> {error, Reason};
log(Answer) -> {ok, Answer}.

watch(Tab, Key) ->
    ets:insert(Tab, {Key, erlang:monotonic_time(millisecond)}).
