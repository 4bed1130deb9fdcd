%% Sends the command to the next server when the answer does not come.
-module(order_client).

-export([order/2]).

order(Servers, Order) ->
    submit(Servers, {order, Order}).

submit([], _Command) ->
    {error, unavailable};
submit([Server | Servers], Command) ->
    %% hazard: ra-timeout-resubmit
    case ra:process_command(Server, Command, 5000) of
        {ok, Reply, _Leader} -> Reply;
        {timeout, _} -> submit(Servers, Command);
        {error, noproc} -> submit(Servers, Command)
    end.
