%% Takes a row that says who serves the till, and gives it back at the end.
-module(shop_till).

-behaviour(gen_server).

-export([start_link/1, tills/0, init/1, handle_call/3, handle_cast/2, terminate/2]).

tills() ->
    supervisor:start_link({local, shop_till_sup}, shop_till_sup, []),
    supervisor:start_child(shop_till_sup, {till, {shop_till, start_link, [7]}, permanent, 5000, worker, [shop_till]}).

start_link(Till) ->
    gen_server:start_link(?MODULE, Till, []).

init(Till) ->
    ok = khepri:put([tills, Till], node()),
    {ok, Till}.

handle_call(_Request, _From, Till) ->
    {reply, Till, Till}.

handle_cast(_Message, Till) ->
    {noreply, Till}.

%% At each deploy the supervisor ends the process without this.
terminate(_Reason, Till) ->
    %% hazard: terminate-relied-on
    ok = khepri:delete([tills, Till]).
