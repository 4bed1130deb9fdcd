%% A server that is known to all nodes and runs where it is asked: whoever stops it has started it with a link.
-module(archive_order).
-behaviour(gen_statem).

-export([start/1, stop/0, init/1, callback_mode/0, idle/3]).

start(Folder) ->
    gen_statem:start_link({global, ?MODULE}, ?MODULE, Folder, []).

stop() ->
    gen_statem:call({global, ?MODULE}, stop).

callback_mode() -> state_functions.

init(Folder) -> {ok, idle, Folder}.

idle({call, From}, stop, Folder) -> {stop_and_reply, normal, [{reply, From, ok}], Folder}.
