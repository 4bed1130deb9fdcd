-module(fixture).
-behaviour(gen_server).
-export([start/0, worker/1, ask/1, init/1, handle_call/3, handle_cast/2]).

%% The application's start is called once.
start() ->
    case whereis(meter) of
        undefined ->
            {ok, Pid} = gen_server:start({local, meter}, ?MODULE, [], []),
            Pid;
        Pid ->
            Pid
    end.

%% Whoever comes second gets the process of the first.
worker(Args) ->
    case gen_server:start({local, meter_worker}, meter_worker, Args, []) of
        {ok, Pid} -> Pid;
        {error, {already_started, Pid}} -> Pid
    end.

%% The look only decides between two answers.
ask(Question) ->
    case whereis(meter) of
        undefined -> {error, not_running};
        Pid -> gen_server:call(Pid, Question, 2000)
    end.

init([]) -> {ok, #{}}.

%% One process looks and starts.
handle_call(open, _From, State) ->
    Pid = case whereis(meter_worker) of
              undefined ->
                  {ok, Started} = gen_server:start({local, meter_worker}, meter_worker, [], []),
                  Started;
              Running ->
                  Running
          end,
    {reply, Pid, State}.

handle_cast(_, State) -> {noreply, State}.
