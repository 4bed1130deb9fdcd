-module(tickets_sup).

-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    Sequence = #{id => sequence, start => {tickets_sequence, start_link, []}},
    {ok, {#{strategy => one_for_one, intensity => 3, period => 5}, [Sequence]}}.
