-module(fixture).
-export([share/1, tag/1]).

-record(share, {id, body}).

share(Body) ->
    Id = {node(), erlang:system_time(), erlang:unique_integer([positive])},
    mnesia:dirty_write(#share{id = Id, body = Body}),
    Id.

%% A tag within this VM.
tag(Pid) ->
    Tag = erlang:unique_integer(),
    Pid ! {tag, Tag},
    Tag.
