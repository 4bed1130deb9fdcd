-module(shop_sup).

-behaviour(supervisor).

-export([start_link/0, init/1]).

start_link() ->
    supervisor:start_link({local, ?MODULE}, ?MODULE, []).

init([]) ->
    {ok,
        {{one_for_one, 3, 10}, [
            %% hazard: shutdown-without-drain
            {shop_session, {shop_session, start_link, []}, permanent, brutal_kill, worker, [shop_session]}
        ]}}.
