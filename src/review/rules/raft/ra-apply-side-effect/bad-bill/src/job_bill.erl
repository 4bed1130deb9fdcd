%% Bills jobs with another service.
-module(job_bill).

-export([charge/2]).

charge(Id, Amount) ->
    Body = io_lib:format("~p ~p", [Id, Amount]),
    {ok, _} = httpc:request(post, {"http://bill/charge", [], "text/plain", Body}, [{timeout, 5000}], []),
    ok.
