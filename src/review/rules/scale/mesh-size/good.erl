-module(fixture).
-export([publish/1]).

%% A scope of its own, and nothing says how many nodes run.
publish(Event) ->
    [Pid ! Event || Pid <- pg:get_members(fixture, events)].
