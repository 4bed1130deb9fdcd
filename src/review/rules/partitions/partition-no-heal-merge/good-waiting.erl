%% Healing that begins when a majority of the members is there.
-module(desk_autoheal).

-export([begin_with/1]).

begin_with(Timer) ->
    case desk_members:is_majority_up() of
        true ->
            abcast = gen_server:abcast(desk_members:names(), desk_view, {tell, self()}),
            undefined;
        false ->
            erlang:send_after(15000, self(), {begin_with, Timer})
    end.
