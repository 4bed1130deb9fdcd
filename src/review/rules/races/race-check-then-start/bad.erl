-module(fixture).
-export([ensure/0, worker/1]).

%% The second caller's register/2 raises.
ensure() ->
    case whereis(meter) of
        undefined ->
            Pid = spawn(fun() -> receive stop -> ok end end),
            %% hazard: race-check-then-start
            register(meter, Pid),
            Pid;
        Pid ->
            Pid
    end.

%% The second caller's match fails.
worker(Args) ->
    case erlang:whereis(meter_worker) of
        Pid when is_pid(Pid) ->
            Pid;
        undefined ->
            %% hazard: race-check-then-start
            {ok, Pid} = gen_server:start({local, meter_worker}, meter_worker, Args, []),
            Pid
    end.
