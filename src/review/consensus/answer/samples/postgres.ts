import type { Implementation, Implementations } from '../implementation.ts'

const register = `defmodule Entries do
  @moduledoc "A row per key with a version: whoever writes says which version was read, and loses where it changed."
  import Ecto.Query

  def put(repo, key, expected, value) do
    now = DateTime.utc_now()
    query = from(entry in "entries", where: entry.key == ^key and entry.version == ^expected)

    case repo.update_all(query, set: [value: value, updated_at: now], inc: [version: 1]) do
      {1, _} -> {:ok, expected + 1}
      {0, _} when expected == 0 -> insert(repo, key, value, now)
      {0, _} -> {:error, :changed}
    end
  end

  defp insert(repo, key, value, now) do
    row = %{key: key, value: value, version: 1, updated_at: now}

    case repo.insert_all("entries", [row], on_conflict: :nothing, conflict_target: :key) do
      {1, _} -> {:ok, 1}
      {0, _} -> {:error, :changed}
    end
  end
end
`
const registerErlang = `-module(entries).
-export([put/4]).

%% A row per key with a version: whoever writes says which version was read, and loses where it changed.
put(Connection, Key, 0, Value) ->
    Sql = "INSERT INTO entries (key, value, version, updated_at) VALUES ($1, $2, 1, now()) ON CONFLICT (key) DO NOTHING",
    changed(epgsql:equery(Connection, Sql, [Key, Value]), 1);
put(Connection, Key, Expected, Value) ->
    Sql = "UPDATE entries SET value = $3, version = version + 1, updated_at = now() WHERE key = $1 AND version = $2",
    changed(epgsql:equery(Connection, Sql, [Key, Expected, Value]), Expected + 1).

changed({ok, 1}, Version) -> {ok, Version};
changed({ok, 0}, _Version) -> {error, changed};
changed({error, Reason}, _Version) -> {error, Reason}.
`
const bounded = `defmodule Stock do
  @moduledoc "One statement takes stock and checks the limit; the table checks it once more."
  import Ecto.Query

  @doc "A request id that was used before takes nothing again."
  def take(repo, request, item, quantity) when quantity > 0 do
    repo.transaction(fn ->
      row = %{request: request, item: item, quantity: quantity}

      case repo.insert_all("takings", [row], on_conflict: :nothing, conflict_target: :request) do
        {0, _} -> :taken_before
        {1, _} -> decrement(repo, item, quantity)
      end
    end)
  end

  defp decrement(repo, item, quantity) do
    enough = from(stock in "stock", where: stock.item == ^item and stock.quantity >= ^quantity)

    case repo.update_all(enough, inc: [quantity: -quantity]) do
      {1, _} -> :taken
      {0, _} -> repo.rollback(:not_enough)
    end
  end
end
`
const boundedErlang = `-module(stock).
-export([take/4]).

%% One statement takes stock and checks the limit; the table checks it once more. A request id that was used before
%% takes nothing again.
take(Connection, Request, Item, Quantity) when Quantity > 0 ->
    epgsql:with_transaction(Connection, fun(C) ->
        Once = "INSERT INTO takings (request, item, quantity) VALUES ($1, $2, $3) ON CONFLICT (request) DO NOTHING",
        case epgsql:equery(C, Once, [Request, Item, Quantity]) of
            {ok, 0} -> taken_before;
            {ok, 1} -> decrement(C, Item, Quantity)
        end
    end, #{reraise => false}).

decrement(C, Item, Quantity) ->
    case epgsql:equery(C, "UPDATE stock SET quantity = quantity - $2 WHERE item = $1 AND quantity >= $2", [Item, Quantity]) of
        {ok, 1} -> taken;
        {ok, 0} -> throw(not_enough)
    end.
`
const lock = `defmodule Claim do
  @moduledoc """
  A row for each period is the claim. Whoever inserts it runs; a run that died is taken over after its lease, with a
  larger token, which the resource compares. The lease is measured by the database's clock alone.
  """

  @claim """
  INSERT INTO claims (name, period, holder, token, until) VALUES ($1, $2, $3, 1, now() + $4 * interval '1 second')
  ON CONFLICT (name, period) DO UPDATE
    SET holder = excluded.holder, token = claims.token + 1, until = excluded.until
    WHERE claims.done_at IS NULL AND claims.until < now()
  RETURNING token
  """
  @done "UPDATE claims SET done_at = now() WHERE name = $1 AND period = $2 AND token = $3"

  def claim(repo, name, period, holder, seconds) do
    case repo.query!(@claim, [name, period, holder, seconds]).rows do
      [[token]] -> {:ok, token}
      [] -> {:error, :held_or_done}
    end
  end

  def done(repo, name, period, token) do
    case repo.query!(@done, [name, period, token]).num_rows do
      1 -> :ok
      0 -> {:error, :taken_over}
    end
  end
end
`
const lockErlang = `-module(claim).
-export([claim/5, done/4]).

%% A row for each period is the claim. Whoever inserts it runs; a run that died is taken over after its lease, with a
%% larger token, which the resource compares. The lease is measured by the database's clock alone.
claim(Connection, Name, Period, Holder, Seconds) ->
    Sql = "INSERT INTO claims (name, period, holder, token, until) "
          "VALUES ($1, $2, $3, 1, now() + $4 * interval '1 second') "
          "ON CONFLICT (name, period) DO UPDATE "
          "SET holder = excluded.holder, token = claims.token + 1, until = excluded.until "
          "WHERE claims.done_at IS NULL AND claims.until < now() RETURNING token",
    case epgsql:equery(Connection, Sql, [Name, Period, Holder, Seconds]) of
        {ok, 1, _Columns, [{Token}]} -> {ok, Token};
        {ok, 0, _Columns, []} -> {error, held_or_done};
        {error, Reason} -> {error, Reason}
    end.

done(Connection, Name, Period, Token) ->
    Sql = "UPDATE claims SET done_at = now() WHERE name = $1 AND period = $2 AND token = $3",
    case epgsql:equery(Connection, Sql, [Name, Period, Token]) of
        {ok, 1} -> ok;
        {ok, 0} -> {error, taken_over};
        {error, Reason} -> {error, Reason}
    end.
`
const queue = `defmodule Jobs do
  @moduledoc "Takes one job in a transaction; others skip the row while it is held. A crash gives it back."

  @take """
  SELECT id, payload FROM jobs WHERE done_at IS NULL AND run_at <= now()
  ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
  """

  @doc "The work may run twice where the commit is lost, so it is idempotent."
  def work(repo, run) do
    repo.transaction(fn ->
      case repo.query!(@take, []).rows do
        [] ->
          :nothing

        [[id, payload]] ->
          :ok = run.(id, payload)
          repo.query!("UPDATE jobs SET done_at = now() WHERE id = $1", [id])
          {:done, id}
      end
    end)
  end
end
`
const queueErlang = `-module(jobs).
-export([work/2]).

%% Takes one job in a transaction; others skip the row while it is held. A crash gives it back. The work may run twice
%% where the commit is lost, so it is idempotent.
work(Connection, Run) ->
    epgsql:with_transaction(Connection, fun(C) ->
        Take = "SELECT id, payload FROM jobs WHERE done_at IS NULL AND run_at <= now() "
               "ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
        case epgsql:equery(C, Take, []) of
            {ok, _Columns, []} -> nothing;
            {ok, _Columns, [{Id, Payload}]} ->
                ok = Run(Id, Payload),
                {ok, 1} = epgsql:equery(C, "UPDATE jobs SET done_at = now() WHERE id = $1", [Id]),
                {done, Id}
        end
    end, #{reraise => false}).
`
const ledger = `defmodule Transfer do
  @moduledoc "Both accounts in one transaction, locked in a fixed order; entries are only ever added."

  @lock "SELECT id, balance FROM accounts WHERE id = ANY($1) ORDER BY id FOR UPDATE"
  @move "UPDATE accounts SET balance = balance + $2 WHERE id = $1"
  @enter "INSERT INTO transfers (id, debit, credit, amount) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING"

  @doc "An id that was used before moves nothing again."
  def transfer(repo, id, from, to, amount) when amount > 0 and from != to do
    repo.transaction(fn ->
      balances = repo.query!(@lock, [[from, to]]).rows |> Map.new(fn [account, balance] -> {account, balance} end)

      cond do
        map_size(balances) < 2 -> repo.rollback(:no_such_account)
        repo.query!(@enter, [id, from, to, amount]).num_rows == 0 -> :moved_before
        balances[from] < amount -> repo.rollback(:not_enough)
        true -> move(repo, from, to, amount)
      end
    end)
  end

  defp move(repo, from, to, amount) do
    repo.query!(@move, [from, -amount])
    repo.query!(@move, [to, amount])
    :moved
  end
end
`
const ledgerErlang = `-module(transfer).
-export([transfer/5]).

%% Both accounts in one transaction, locked in a fixed order; entries are only ever added. An id that was used before
%% moves nothing again.
transfer(Connection, Id, From, To, Amount) when Amount > 0, From =/= To ->
    epgsql:with_transaction(Connection, fun(C) ->
        Lock = "SELECT id, balance FROM accounts WHERE id = ANY($1) ORDER BY id FOR UPDATE",
        {ok, _Columns, Rows} = epgsql:equery(C, Lock, [[From, To]]),
        Balances = maps:from_list(Rows),
        case Balances of
            #{From := Balance, To := _} -> enter(C, Id, From, To, Amount, Balance);
            _ -> throw(no_such_account)
        end
    end, #{reraise => false}).

enter(C, Id, From, To, Amount, Balance) ->
    Enter = "INSERT INTO transfers (id, debit, credit, amount) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
    case epgsql:equery(C, Enter, [Id, From, To, Amount]) of
        {ok, 0} -> moved_before;
        {ok, 1} when Balance < Amount -> throw(not_enough);
        {ok, 1} ->
            {ok, 1} = epgsql:equery(C, "UPDATE accounts SET balance = balance - $2 WHERE id = $1", [From, Amount]),
            {ok, 1} = epgsql:equery(C, "UPDATE accounts SET balance = balance + $2 WHERE id = $1", [To, Amount]),
            moved
    end.
`
const order = `defmodule OrderedLog do
  @moduledoc "A row per key hands out the next number; whoever holds it appends, so each key has one order without gaps."

  @next """
  INSERT INTO log_heads (key, position) VALUES ($1, 1)
  ON CONFLICT (key) DO UPDATE SET position = log_heads.position + 1 RETURNING position
  """

  def append(repo, key, request, payload) do
    repo.transaction(fn ->
      [[position]] = repo.query!(@next, [key]).rows
      entry = "INSERT INTO log (key, position, request, payload) VALUES ($1, $2, $3, $4) ON CONFLICT (request) DO NOTHING"

      case repo.query!(entry, [key, position, request, payload]).num_rows do
        1 -> position
        # The rollback gives the number back.
        0 -> repo.rollback(:appended_before)
      end
    end)
  end

  def since(repo, key, position) do
    repo.query!("SELECT position, payload FROM log WHERE key = $1 AND position > $2 ORDER BY position", [key, position]).rows
  end
end
`
const orderErlang = `-module(ordered_log).
-export([append/4, since/3]).

%% A row per key hands out the next number; whoever holds it appends, so each key has one order without gaps.
append(Connection, Key, Request, Payload) ->
    epgsql:with_transaction(Connection, fun(C) ->
        Next = "INSERT INTO log_heads (key, position) VALUES ($1, 1) "
               "ON CONFLICT (key) DO UPDATE SET position = log_heads.position + 1 RETURNING position",
        {ok, 1, _Columns, [{Position}]} = epgsql:equery(C, Next, [Key]),
        Entry = "INSERT INTO log (key, position, request, payload) VALUES ($1, $2, $3, $4) ON CONFLICT (request) DO NOTHING",
        case epgsql:equery(C, Entry, [Key, Position, Request, Payload]) of
            {ok, 1} -> Position;
            %% The rollback gives the number back.
            {ok, 0} -> throw(appended_before)
        end
    end, #{reraise => false}).

since(Connection, Key, Position) ->
    Sql = "SELECT position, payload FROM log WHERE key = $1 AND position > $2 ORDER BY position",
    {ok, _Columns, Rows} = epgsql:equery(Connection, Sql, [Key, Position]),
    Rows.
`
const schema = (code: string) => ({ file: 'priv/repo/migrations/schema.sql', language: 'sql', code }) as const

/** For a primary that may fail over: acknowledged commits of this session are on a standby as well. */
export const synchronous = {
  file: 'postgresql.conf',
  language: 'ini',
  code: "# Read by the server. Without them a failover may lose the last commits.\nsynchronous_commit = on\nsynchronous_standby_names = 'ANY 1 (standby_a, standby_b)'\n",
} as const

function variant(name: string, elixir: string, erlang: string, sql: string): Partial<Implementation> {
  return {
    elixir: [
      { file: `lib/${name}.ex`, language: 'elixir', code: elixir },
      { file: `test/${name}_race_test.exs`, language: 'elixir', code: raceOf(name) },
    ],
    erlang: [{ file: `src/${name}.erl`, language: 'erlang', code: erlang }],
    configuration: [schema(sql), synchronous],
  }
}

/** Many writers at once, from several connections; what must hold is asked of the tables afterwards. */
function raceOf(name: string): string {
  const races: Record<string, readonly [setup: string, call: string, held: string]> = {
    entries: [
      '',
      'Entries.put(Repo, "k", 0, %{"n" => n})',
      'assert Enum.count(results, &match?({:ok, 1}, &1)) == 1',
    ],
    stock: [
      'Repo.query!("INSERT INTO stock (item, quantity) VALUES (\'tea\', 10)", [])',
      'Stock.take(Repo, "r#{n}", "tea", 1)',
      'assert Enum.count(results, &(&1 == {:ok, :taken})) == 10\n    assert Repo.query!("SELECT quantity FROM stock WHERE item = \'tea\'", []).rows == [[0]]',
    ],
    claim: [
      '',
      'Claim.claim(Repo, "billing", "2030-01", "node#{n}", 3_600)',
      'assert Enum.count(results, &match?({:ok, _}, &1)) == 1',
    ],
    jobs: [
      'for id <- 1..50, do: Repo.query!("INSERT INTO jobs (id, payload, run_at) VALUES ($1, \'{}\', now())", [id])',
      'Jobs.work(Repo, fn _id, _payload -> :ok end) && n',
      'assert length(results) == 50\n    assert Repo.query!("SELECT count(*) FROM jobs WHERE done_at IS NULL", []).rows == [[0]]',
    ],
    transfer: [
      'for id <- 1..2, do: Repo.query!("INSERT INTO accounts (id, balance) VALUES ($1, 20)", [id])',
      'Transfer.transfer(Repo, "t#{n}", rem(n, 2) + 1, rem(n + 1, 2) + 1, 1)',
      'assert length(results) == 50\n    assert Repo.query!("SELECT sum(balance)::int FROM accounts", []).rows == [[40]]',
    ],
    ordered_log: [
      '',
      'OrderedLog.append(Repo, "room", "r#{n}", "{}")',
      'assert Enum.sort(for {:ok, position} <- results, do: position) == Enum.to_list(1..50)',
    ],
  }
  const [setup, call, held] = races[name] ?? ['', 'n', 'assert results != []']
  const before = setup === '' ? '' : `\n    ${setup}`
  return `ExUnit.start()

# Needs a database with the schema, and Repo with several connections.
defmodule RaceTest do
  use ExUnit.Case, async: false

  test "fifty at once" do${before}
    results = 1..50 |> Task.async_stream(fn n -> ${call} end, max_concurrency: 10) |> Enum.map(&elem(&1, 1))
    ${held}
  end
end
`
}

const ofLock = variant(
  'claim',
  lock,
  lockErlang,
  'CREATE TABLE claims (name text, period text, holder text NOT NULL, token bigint NOT NULL, until timestamptz NOT NULL,\n  done_at timestamptz, PRIMARY KEY (name, period));\n',
)

export const postgres: Implementations = {
  usual: {
    elixir: [],
    erlang: [],
    missing: null,
    packages: ['ecto_sql ~> 3.12 and postgrex ~> 0.19, or epgsql ~> 4.7'],
    configuration: [],
    signals: [
      {
        what: 'time of a write',
        from: '`[:app, :repo, :query]` of Ecto, its `total_time`',
        alert: 'p99 above the budget',
      },
      {
        what: 'writers that wait for a row',
        from: "`SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'`",
        alert: 'it stays above the pool size',
      },
      {
        what: 'what a failover would lose',
        from: '`replay_lag` of `pg_stat_replication`',
        alert: 'above what the business accepts; 0 for money',
      },
      {
        what: 'conflicts',
        from: 'counts of refused writes, and `deadlocks` of `pg_stat_database`',
        alert: 'they grow faster than the load',
      },
    ],
    prepare: 'the schema is there with its constraints, and the standby answers',
    back: 'switch the reads back by a flag; both stores have the same entries while both are written',
    ...variant(
      'entries',
      register,
      registerErlang,
      'CREATE TABLE entries (key text PRIMARY KEY, value jsonb NOT NULL, version bigint NOT NULL, updated_at timestamptz NOT NULL);\n',
    ),
  },
  of: {
    bounded: variant(
      'stock',
      bounded,
      boundedErlang,
      'CREATE TABLE stock (item text PRIMARY KEY, quantity integer NOT NULL CHECK (quantity >= 0));\nCREATE TABLE takings (request text PRIMARY KEY, item text NOT NULL REFERENCES stock, quantity integer NOT NULL);\n',
    ),
    lock: ofLock,
    leader: ofLock,
    queue: variant(
      'jobs',
      queue,
      queueErlang,
      'CREATE TABLE jobs (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, payload jsonb NOT NULL, run_at timestamptz NOT NULL,\n  done_at timestamptz);\nCREATE INDEX jobs_to_do ON jobs (run_at, id) WHERE done_at IS NULL;\n',
    ),
    ledger: variant(
      'transfer',
      ledger,
      ledgerErlang,
      'CREATE TABLE accounts (id bigint PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));\nCREATE TABLE transfers (id text PRIMARY KEY, debit bigint NOT NULL REFERENCES accounts, credit bigint NOT NULL REFERENCES accounts,\n  amount bigint NOT NULL CHECK (amount > 0), at timestamptz NOT NULL DEFAULT now());\n',
    ),
    order: variant(
      'ordered_log',
      order,
      orderErlang,
      'CREATE TABLE log_heads (key text PRIMARY KEY, position bigint NOT NULL);\nCREATE TABLE log (key text, position bigint, request text UNIQUE NOT NULL, payload jsonb NOT NULL, PRIMARY KEY (key, position));\n',
    ),
  },
}
