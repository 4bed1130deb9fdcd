import type { Implementations } from '../implementation.ts'
import { synchronous } from './postgres.ts'

const ownerElixir = `defmodule Owner do
  @moduledoc """
  One process for each key orders its writes, and the database checks that it is still the only one: an owner whose epoch
  was taken by another is refused and stops. For up to a tick after a cut two owners exist; one of them can write.
  """
  use GenServer

  def start_link({repo, key}), do: GenServer.start_link(__MODULE__, {repo, key})
  def apply(owner, change), do: GenServer.call(owner, {:apply, change})

  @take """
  INSERT INTO owned (key, epoch, value) VALUES ($1, 1, '{}')
  ON CONFLICT (key) DO UPDATE SET epoch = owned.epoch + 1 RETURNING epoch, value
  """
  @save "UPDATE owned SET value = $3 WHERE key = $1 AND epoch = $2"

  @impl true
  def init({repo, key}) do
    [[epoch, value]] = repo.query!(@take, [key]).rows
    {:ok, %{repo: repo, key: key, epoch: epoch, value: value}}
  end

  @impl true
  def handle_call({:apply, change}, _from, state) do
    value = change.(state.value)

    case state.repo.query!(@save, [state.key, state.epoch, value]).num_rows do
      1 -> {:reply, {:ok, value}, %{state | value: value}}
      0 -> {:stop, :normal, {:error, :not_the_owner}, state}
    end
  end
end
`
const ownerErlang = `-module(owner).
-behaviour(gen_server).
-export([start_link/2, change/2, init/1, handle_call/3, handle_cast/2]).

%% One process for each key orders its writes, and the database checks that it is still the only one: an owner whose
%% epoch was taken by another is refused and stops. For up to a tick after a cut two owners exist; one of them can write.

start_link(Connection, Key) -> gen_server:start_link(?MODULE, {Connection, Key}, []).

change(Owner, Change) -> gen_server:call(Owner, {change, Change}).

init({Connection, Key}) ->
    Take = "INSERT INTO owned (key, epoch, value) VALUES ($1, 1, '{}') "
           "ON CONFLICT (key) DO UPDATE SET epoch = owned.epoch + 1 RETURNING epoch, value",
    {ok, 1, _Columns, [{Epoch, Value}]} = epgsql:equery(Connection, Take, [Key]),
    {ok, #{connection => Connection, key => Key, epoch => Epoch, value => Value}}.

handle_call({change, Change}, _From, #{connection := Connection, key := Key, epoch := Epoch, value := Old} = State) ->
    New = Change(Old),
    case epgsql:equery(Connection, "UPDATE owned SET value = $3 WHERE key = $1 AND epoch = $2", [Key, Epoch, New]) of
        {ok, 1} -> {reply, {ok, New}, State#{value := New}};
        {ok, 0} -> {stop, normal, {error, not_the_owner}, State}
    end.

handle_cast(_Message, State) -> {noreply, State}.
`
const ownerTest = `ExUnit.start()

# Needs a database with the schema, and Repo.
defmodule OwnerTest do
  use ExUnit.Case, async: false

  test "an owner that another replaced is refused and stops" do
    {:ok, first} = Owner.start_link({Repo, "cart-1"})
    {:ok, second} = Owner.start_link({Repo, "cart-1"})
    monitor = Process.monitor(first)
    assert {:error, :not_the_owner} = Owner.apply(first, &Map.put(&1, "tea", 1))
    assert_receive {:DOWN, ^monitor, :process, ^first, :normal}
    assert {:ok, %{"milk" => 1}} = Owner.apply(second, &Map.put(&1, "milk", 1))
  end
end
`

export const singleDb: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/owner.ex', language: 'elixir', code: ownerElixir },
      { file: 'test/owner_test.exs', language: 'elixir', code: ownerTest },
    ],
    erlang: [{ file: 'src/owner.erl', language: 'erlang', code: ownerErlang }],
    missing: null,
    packages: ['ecto_sql ~> 3.12 and postgrex ~> 0.19, or epgsql ~> 4.7'],
    configuration: [
      {
        file: 'priv/repo/migrations/schema.sql',
        language: 'sql',
        code: 'CREATE TABLE owned (key text PRIMARY KEY, epoch bigint NOT NULL, value jsonb NOT NULL);\n',
      },
      synchronous,
    ],
    signals: [
      {
        what: 'owners that were refused',
        from: 'counts of `{error, not_the_owner}`',
        alert: 'more than deploys and failovers explain: routing sends one key to two nodes',
      },
      {
        what: 'the queue of an owner',
        from: '`Process.info(owner, :message_queue_len)`',
        alert: 'it grows: one process is the limit of its key',
      },
      {
        what: 'time of a write',
        from: '`[:app, :repo, :query]` of Ecto, its `total_time`',
        alert: 'p99 above the budget',
      },
    ],
    prepare: 'requests of one key are routed to one node, by a registry or by sticky routing',
    back: 'stop the owners and write to the database directly; the epoch makes late ones harmless',
  },
}

const eventsElixir = `defmodule Account.Commands do
  defmodule Open, do: defstruct([:account])
  defmodule Withdraw, do: defstruct([:account, :request, :amount])
end

defmodule Account.Events do
  defmodule Opened do
    @derive Jason.Encoder
    defstruct [:account]
  end

  defmodule Withdrawn do
    @derive Jason.Encoder
    defstruct [:account, :request, :amount]
  end
end

defmodule Account do
  @moduledoc "One stream is one aggregate: its commands are decided in order, against all that happened before."
  alias Account.Commands.{Open, Withdraw}
  alias Account.Events.{Opened, Withdrawn}
  defstruct account: nil, balance: 0, requests: []

  def execute(%Account{account: nil}, %Open{account: account}), do: %Opened{account: account}
  def execute(%Account{}, %Open{}), do: {:error, :open}

  def execute(%Account{} = state, %Withdraw{request: request, amount: amount}) do
    cond do
      # Sent again after a time-out: nothing happens again.
      request in state.requests -> []
      amount > state.balance -> {:error, :not_enough}
      true -> %Withdrawn{account: state.account, request: request, amount: amount}
    end
  end

  def apply(%Account{} = state, %Opened{account: account}), do: %{state | account: account, balance: 100}

  def apply(%Account{} = state, %Withdrawn{request: request, amount: amount}) do
    %{state | balance: state.balance - amount, requests: Enum.take([request | state.requests], 1_000)}
  end
end

defmodule Bank.Router do
  use Commanded.Commands.Router
  identify(Account, by: :account)
  dispatch([Account.Commands.Open, Account.Commands.Withdraw], to: Account)
end

defmodule Bank.App do
  use Commanded.Application, otp_app: :bank
  router(Bank.Router)
end
`
const eventsTest = `ExUnit.start()

defmodule AccountTest do
  use ExUnit.Case, async: true
  alias Account.Commands.{Open, Withdraw}

  test "never below zero, and a request counts once" do
    opened = decide(%Account{}, %Open{account: "a"})
    spent = decide(opened, %Withdraw{request: "r1", amount: 80})
    assert spent.balance == 20
    assert Account.execute(spent, %Withdraw{request: "r1", amount: 80}) == []
    assert {:error, :not_enough} = Account.execute(spent, %Withdraw{request: "r2", amount: 30})
  end

  defp decide(state, command), do: Account.apply(state, Account.execute(state, command))
end
`

export const eventSourcing: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/bank.ex', language: 'elixir', code: eventsElixir },
      { file: 'test/account_test.exs', language: 'elixir', code: eventsTest },
    ],
    erlang: [],
    missing:
      'Commanded is a library of Elixir. In Erlang append to a table `log (stream, version, …)` with a primary key on (stream, version), as the code for one order per key does.',
    packages: ['commanded ~> 1.4, commanded_eventstore_adapter ~> 1.4, jason ~> 1.4'],
    configuration: [
      {
        file: 'config/config.exs',
        language: 'elixir',
        code: 'import Config\n\n# Read by Commanded. :global keeps one aggregate process among connected nodes; the event store checks the version.\nconfig :bank, Bank.App,\n  event_store: [adapter: Commanded.EventStore.Adapters.EventStore, event_store: Bank.EventStore],\n  registry: :global,\n  pubsub: [phoenix_pubsub: [adapter: Phoenix.PubSub.PG2, pool_size: 1]]\n\nconfig :bank, Bank.EventStore, serializer: Commanded.Serialization.JsonSerializer\n',
      },
    ],
    signals: [
      {
        what: 'time of a command',
        from: '`[:commanded, :application, :dispatch, :stop]`',
        alert: 'p99 above the budget',
      },
      {
        what: 'commands that failed',
        from: '`[:commanded, :aggregate, :execute, :exception]`',
        alert: 'any',
      },
      {
        what: 'lag of a projection',
        from: 'the newest event of the store less the position that the projection kept',
        alert: 'it grows',
      },
    ],
    prepare:
      'events are named in the language of the business and versioned; the opening state is written as events',
    back: 'read models are still fed to the old tables, which can take over from any event',
  },
}

const sagaElixir = `defmodule Outbox do
  @moduledoc "The step and the message about it are one transaction; a relay sends what is there, at least once."

  def record(repo, saga, step, change) do
    repo.transaction(fn ->
      change.()
      sql = "INSERT INTO outbox (saga, step) VALUES ($1, $2) ON CONFLICT (saga, step) DO NOTHING"
      repo.query!(sql, [saga, step])
      :recorded
    end)
  end

  @doc "Sends the oldest; send must be harmless where it was sent before."
  def relay(repo, send) do
    repo.transaction(fn ->
      oldest = "SELECT id, saga, step FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"

      case repo.query!(oldest, []).rows do
        [] ->
          :nothing

        [[id, saga, step]] ->
          :ok = send.(saga, step)
          repo.query!("UPDATE outbox SET sent_at = now() WHERE id = $1", [id])
          :sent
      end
    end)
  end
end

defmodule Saga do
  @moduledoc """
  Steps in order; where one fails, those that were done are compensated in reverse. Every action and compensation gets an
  idempotency key and may run again. Others see the steps in between: there is no isolation.
  """

  @type step :: {name :: atom(), action :: (String.t() -> :ok | {:error, term()}), compensation :: (String.t() -> :ok)}

  @spec run(String.t(), [step()]) :: :ok | {:error, atom(), term()}
  def run(id, steps), do: run(id, steps, [])

  defp run(_id, [], _done), do: :ok

  defp run(id, [{name, action, _} = step | rest], done) do
    case action.("#{id}:#{name}") do
      :ok ->
        run(id, rest, [step | done])

      {:error, reason} ->
        for {undone, _, compensation} <- done, do: :ok = compensation.("#{id}:#{undone}:undo")
        {:error, name, reason}
    end
  end
end
`
const sagaErlang = `-module(saga).
-export([run/2]).

%% Steps {Name, Action, Compensation} in order; where one fails, those that were done are compensated in reverse. Every
%% action and compensation gets an idempotency key and may run again. Others see the steps in between: no isolation.
run(Id, Steps) -> run(Id, Steps, []).

run(_Id, [], _Done) -> ok;
run(Id, [{Name, Action, _} = Step | Rest], Done) ->
    case Action({Id, Name}) of
        ok -> run(Id, Rest, [Step | Done]);
        {error, Reason} ->
            [ok = Compensation({Id, Undone, undo}) || {Undone, _, Compensation} <- Done],
            {error, Name, Reason}
    end.
`
const outboxErlang = `-module(outbox).
-export([record/4, relay/2]).

%% The step and the message about it are one transaction; a relay sends what is there, at least once.
record(Connection, Saga, Step, Change) ->
    epgsql:with_transaction(Connection, fun(C) ->
        ok = Change(C),
        {ok, _} = epgsql:equery(C, "INSERT INTO outbox (saga, step) VALUES ($1, $2) ON CONFLICT (saga, step) DO NOTHING", [Saga, Step]),
        recorded
    end, #{reraise => false}).

%% Sends the oldest; Send must be harmless where it was sent before.
relay(Connection, Send) ->
    epgsql:with_transaction(Connection, fun(C) ->
        Oldest = "SELECT id, saga, step FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
        case epgsql:equery(C, Oldest, []) of
            {ok, _Columns, []} -> nothing;
            {ok, _Columns, [{Id, Saga, Step}]} ->
                ok = Send(Saga, Step),
                {ok, 1} = epgsql:equery(C, "UPDATE outbox SET sent_at = now() WHERE id = $1", [Id]),
                sent
        end
    end, #{reraise => false}).
`
const sagaTest = `ExUnit.start()

defmodule SagaTest do
  use ExUnit.Case, async: true

  test "what was done is undone in reverse where a step fails" do
    me = self()
    did = fn key -> send(me, key) && :ok end
    steps = [{:reserve, did, did}, {:charge, did, did}, {:ship, fn _ -> {:error, :no_van} end, did}]
    assert {:error, :ship, :no_van} = Saga.run("s1", steps)
    assert received() == ["s1:reserve", "s1:charge", "s1:charge:undo", "s1:reserve:undo"]
  end

  defp received do
    receive do
      key -> [key | received()]
    after
      0 -> []
    end
  end
end
`

export const sagaOutbox: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/saga.ex', language: 'elixir', code: sagaElixir },
      { file: 'test/saga_test.exs', language: 'elixir', code: sagaTest },
    ],
    erlang: [
      { file: 'src/saga.erl', language: 'erlang', code: sagaErlang },
      { file: 'src/outbox.erl', language: 'erlang', code: outboxErlang },
    ],
    missing: null,
    packages: ['ecto_sql ~> 3.12 and postgrex ~> 0.19, or epgsql ~> 4.7'],
    configuration: [
      {
        file: 'priv/repo/migrations/schema.sql',
        language: 'sql',
        code: 'CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, saga text NOT NULL, step text NOT NULL,\n  created_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz, UNIQUE (saga, step));\nCREATE INDEX outbox_to_send ON outbox (id) WHERE sent_at IS NULL;\n',
      },
    ],
    signals: [
      {
        what: 'age of what waits',
        from: '`SELECT now() - min(created_at) FROM outbox WHERE sent_at IS NULL`',
        alert: 'older than the business can wait',
      },
      {
        what: 'sagas that were compensated',
        from: 'counts of `{error, Step, Reason}`, by step',
        alert: 'more than the business expects',
      },
      {
        what: 'compensations that failed',
        from: 'a crash of a compensation',
        alert: 'any: a person must look',
      },
    ],
    prepare: 'every step has a compensation and an idempotency key that its service remembers',
    back: 'let the sagas that run end, then send new requests the old way',
  },
}
