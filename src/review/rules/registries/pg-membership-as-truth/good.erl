%% The group is used to reach its members.
-module(feed_owner).

-export([refresh/0, listed/0]).

refresh() ->
    [Pid ! refresh || Pid <- pg:get_members(feed, readers)].

%% In order, for people.
listed() ->
    lists:sort(pg:get_members(feed, readers)).
