import type { Implementations } from '../implementation.ts'

const etcdElixir = `defmodule Lock do
  @moduledoc """
  A lock of etcd. Its token is the revision that created the key: it only grows, and the resource refuses a smaller one,
  because a holder that was paused may go on after its lease ended.
  """

  def acquire(connection, name, seconds) do
    with {:ok, %{ID: lease}} <- :eetcd_lease.grant(connection, seconds),
         {:ok, _keeper} <- :eetcd_lease.keep_alive(connection, lease),
         {:ok, %{key: key}} <- :eetcd_lock.lock(connection, name, lease),
         {:ok, %{kvs: [%{create_revision: token}]}} <- :eetcd_kv.get(connection, key) do
      {:ok, %{key: key, lease: lease, token: token}}
    end
  end

  @doc "Ends the lease, and the key with it."
  def release(connection, %{lease: lease}) do
    with {:ok, _} <- :eetcd_lease.revoke(connection, lease), do: :ok
  end
end

defmodule Resource do
  @moduledoc "What is protected: it remembers the largest token that it saw."
  def write(%{token: known} = state, token, _value) when token < known, do: {{:error, :fenced}, state}
  def write(state, token, value), do: {:ok, %{state | token: token, value: value}}
end
`
const etcdErlang = `-module(lock).
-export([acquire/3, release/2]).

%% A lock of etcd. Its token is the revision that created the key: it only grows, and the resource refuses a smaller
%% one, because a holder that was paused may go on after its lease ended.
acquire(Connection, Name, Seconds) ->
    {ok, #{'ID' := Lease}} = eetcd_lease:grant(Connection, Seconds),
    {ok, _Keeper} = eetcd_lease:keep_alive(Connection, Lease),
    case eetcd_lock:lock(Connection, Name, Lease) of
        {ok, #{key := Key}} ->
            {ok, #{kvs := [#{create_revision := Token}]}} = eetcd_kv:get(Connection, Key),
            {ok, #{key => Key, lease => Lease, token => Token}};
        {error, Reason} ->
            {error, Reason}
    end.

%% Ends the lease, and the key with it.
release(Connection, #{lease := Lease}) ->
    {ok, _} = eetcd_lease:revoke(Connection, Lease),
    ok.
`
const etcdTest = `ExUnit.start()

# Needs an etcd at 127.0.0.1:2379.
defmodule LockTest do
  use ExUnit.Case, async: false

  test "a later holder has the larger token, and the earlier one is refused" do
    {:ok, _} = :eetcd.open(:test, [~c"127.0.0.1:2379"])
    {:ok, first} = Lock.acquire(:test, "billing", 5)
    :ok = Lock.release(:test, first)
    {:ok, second} = Lock.acquire(:test, "billing", 5)
    assert second.token > first.token
    {:ok, state} = Resource.write(%{token: 0, value: nil}, second.token, :paid)
    assert {{:error, :fenced}, ^state} = Resource.write(state, first.token, :late)
  end
end
`

export const etcd: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/lock.ex', language: 'elixir', code: etcdElixir },
      { file: 'test/lock_test.exs', language: 'elixir', code: etcdTest },
    ],
    erlang: [{ file: 'src/lock.erl', language: 'erlang', code: etcdErlang }],
    missing: null,
    packages: [
      'eetcd ~> 0.3; with Consul a session and the LockIndex, with Kubernetes a coordination.k8s.io/v1 Lease and its resourceVersion take the same places',
    ],
    configuration: [
      {
        file: 'lib/app/application.ex',
        language: 'elixir',
        code: '# In start/2, before the supervisor. All members, so that the loss of one is not the loss of etcd.\n{:ok, _} = :eetcd.open(:etcd, [~c"etcd-0:2379", ~c"etcd-1:2379", ~c"etcd-2:2379"])\n',
      },
    ],
    signals: [
      {
        what: 'whether etcd has a leader',
        from: '`etcd_server_has_leader` and `etcd_server_leader_changes_seen_total`',
        alert: '0, or more changes than restarts',
      },
      { what: 'time of its disk', from: '`etcd_disk_wal_fsync_duration_seconds`', alert: 'p99 above 10 ms' },
      {
        what: 'leases that ran out',
        from: '`etcd_debugging_lease_renewed_total`, and the keeper process that ends',
        alert: 'a keeper ends while its holder works',
      },
      {
        what: 'writes refused by their token',
        from: 'counts of `{error, fenced}` at the resource',
        alert: 'any: two held at once, and the token caught it',
      },
    ],
    prepare: 'the resource compares tokens; the lease is longer than the longest pause plus the clock error',
    back: 'the old lock is still taken as well, inside the new one',
  },
}

const redisElixir = `defmodule Entries do
  @moduledoc "A value with a version in Redis, changed by one script. A failover may lose what was acknowledged."

  @script """
  local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
  if version ~= tonumber(ARGV[1]) then return -version - 1 end
  redis.call('HSET', KEYS[1], 'version', version + 1, 'value', ARGV[2])
  return version + 1
  """

  def put(connection, key, expected, value) do
    case Redix.command(connection, ["EVAL", @script, "1", key, expected, value]) do
      {:ok, version} when version > 0 -> {:ok, version}
      {:ok, changed} -> {:error, {:version, -changed - 1}}
      {:error, reason} -> {:error, reason}
    end
  end
end
`
const redisErlang = `-module(entries).
-export([put/4]).

%% A value with a version in Redis, changed by one script. A failover may lose what was acknowledged.
put(Connection, Key, Expected, Value) ->
    Script = "local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0') "
             "if version ~= tonumber(ARGV[1]) then return -version - 1 end "
             "redis.call('HSET', KEYS[1], 'version', version + 1, 'value', ARGV[2]) "
             "return version + 1",
    case eredis:q(Connection, ["EVAL", Script, "1", Key, integer_to_list(Expected), Value]) of
        {ok, Answer} ->
            case binary_to_integer(Answer) of
                Version when Version > 0 -> {ok, Version};
                Changed -> {error, {version, -Changed - 1}}
            end;
        {error, Reason} -> {error, Reason}
    end.
`
const limiterElixir = `defmodule RateLimit do
  @moduledoc "A token bucket per key in one script, by the clock of Redis. Where Redis is away the call is let through."

  @script """
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local most, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
  local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
  local tokens = math.min(most, (tonumber(kept[1]) or most) + (now - (tonumber(kept[2]) or now)) * per_second / 1000)
  local allowed = tokens >= 1
  if allowed then tokens = tokens - 1 end
  redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', now)
  redis.call('PEXPIRE', KEYS[1], math.ceil(most / per_second * 1000))
  return allowed and 1 or 0
  """

  def allow?(connection, key, most, per_second) do
    case Redix.command(connection, ["EVAL", @script, "1", "limit:" <> key, most, per_second], timeout: 50) do
      {:ok, 1} -> true
      {:ok, 0} -> false
      {:error, _reason} -> true
    end
  end
end
`
const limiterErlang = `-module(rate_limit).
-export([allow/4]).

%% A counter per key and second, by the clock of Redis: INCR and EXPIRE in one script, so that neither is lost alone.
%% Where Redis is away the call is let through.
allow(Connection, Key, Most, Seconds) ->
    Script = "local n = redis.call('INCR', KEYS[1]) "
             "if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end "
             "return n <= tonumber(ARGV[1]) and 1 or 0",
    case eredis:q(Connection, ["EVAL", Script, "1", ["limit:", Key], integer_to_list(Most), integer_to_list(Seconds)], 50) of
        {ok, <<"1">>} -> true;
        {ok, <<"0">>} -> false;
        {error, _Reason} -> true
    end.
`
const redisTest = `ExUnit.start()

# Needs a Redis at 127.0.0.1:6379.
defmodule EntriesTest do
  use ExUnit.Case, async: false

  test "of fifty writers of one version one wins" do
    {:ok, connection} = Redix.start_link("redis://127.0.0.1:6379")
    key = "test:#{System.unique_integer()}"
    results = 1..50 |> Task.async_stream(&Entries.put(connection, key, 0, "#{&1}")) |> Enum.map(&elem(&1, 1))
    assert Enum.count(results, &match?({:ok, 1}, &1)) == 1
    assert Enum.count(results, &match?({:error, {:version, 1}}, &1)) == 49
  end
end
`
const limiterTest = `ExUnit.start()

# Needs a Redis at 127.0.0.1:6379.
defmodule RateLimitTest do
  use ExUnit.Case, async: false

  test "of fifty calls at once ten pass" do
    {:ok, connection} = Redix.start_link("redis://127.0.0.1:6379")
    key = "test:#{System.unique_integer()}"
    results = 1..50 |> Task.async_stream(fn _ -> RateLimit.allow?(connection, key, 10, 0.001) end) |> Enum.map(&elem(&1, 1))
    assert Enum.count(results, & &1) == 10
  end
end
`

export const redis: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/entries.ex', language: 'elixir', code: redisElixir },
      { file: 'test/entries_test.exs', language: 'elixir', code: redisTest },
    ],
    erlang: [{ file: 'src/entries.erl', language: 'erlang', code: redisErlang }],
    missing: null,
    packages: ['redix ~> 1.5, or eredis ~> 1.7'],
    configuration: [
      {
        file: 'redis.conf',
        language: 'ini',
        code: '# Read by the server. At most a second of writes is lost by a crash, and a primary without a replica stops writing.\nappendonly yes\nappendfsync everysec\nmin-replicas-to-write 1\nmin-replicas-max-lag 10\n',
      },
    ],
    signals: [
      {
        what: 'what a failover would lose',
        from: '`master_repl_offset` less the offset of each replica, of `INFO replication`',
        alert: 'it grows',
      },
      {
        what: 'time of a command',
        from: '`[:redix, :pipeline, :stop]` of Redix',
        alert: 'p99 above the budget',
      },
      {
        what: 'keys that were thrown out',
        from: '`evicted_keys` of `INFO stats`',
        alert: 'any, where the data is not a cache',
      },
      {
        what: 'calls let through for want of Redis',
        from: 'counts of `{error, _}`',
        alert: 'any for longer than a failover',
      },
    ],
    prepare: 'it is agreed that acknowledged writes may be lost in a failover',
    back: 'switch it off by a flag; nothing depends on what is in it',
  },
  of: {
    counter: {
      elixir: [
        { file: 'lib/rate_limit.ex', language: 'elixir', code: limiterElixir },
        { file: 'test/rate_limit_test.exs', language: 'elixir', code: limiterTest },
      ],
      erlang: [{ file: 'src/rate_limit.erl', language: 'erlang', code: limiterErlang }],
    },
  },
}

const paxosErlang = `-module(entries).
-export([start/2, create/2, put/3, get/1]).

%% Keys of an ensemble that agrees on each by Paxos. put/3 takes the object that get/1 gave: it fails where another came
%% between. A time-out says nothing about whether it was applied.

%% On one node: enables consensus and makes an ensemble of these peers.
start(Name, Nodes) ->
    ok = riak_ensemble_manager:enable(),
    Peers = [{Name, Node} || Node <- Nodes],
    riak_ensemble_manager:create_ensemble(Name, hd(Peers), Peers, riak_ensemble_basic_backend, []).

create(Key, Value) ->
    answer(riak_ensemble_client:kput_once(entries, Key, Value, 5000)).

put(Key, Current, Value) ->
    answer(riak_ensemble_client:kupdate(entries, Key, Current, Value, 5000)).

get(Key) ->
    answer(riak_ensemble_client:kget(entries, Key, 5000)).

answer({ok, Object}) -> {ok, Object};
answer({error, Reason}) -> {error, Reason}.
`
const paxosElixir = `defmodule Entries do
  @moduledoc """
  Keys of an ensemble that agrees on each by Paxos. put/3 takes the object that get/1 gave: it fails where another came
  between. A time-out says nothing about whether it was applied.
  """

  @doc "On one node: enables consensus and makes an ensemble of these peers."
  def start(name, nodes) do
    :ok = :riak_ensemble_manager.enable()
    [first | _] = peers = for node <- nodes, do: {name, node}
    :riak_ensemble_manager.create_ensemble(name, first, peers, :riak_ensemble_basic_backend, [])
  end

  def create(key, value), do: :riak_ensemble_client.kput_once(:entries, key, value, 5_000)
  def put(key, current, value), do: :riak_ensemble_client.kupdate(:entries, key, current, value, 5_000)
  def get(key), do: :riak_ensemble_client.kget(:entries, key, 5_000)
end
`
const paxosTest = `ExUnit.start()

defmodule EntriesTest do
  use ExUnit.Case, async: false

  test "the smaller side refuses and the larger goes on" do
    [a, b, c] = peers = Peers.start([:entries_a, :entries_b, :entries_c])

    for {_, node} = peer <- peers do
      folder = Path.join([System.tmp_dir!(), "entries-test", Atom.to_string(node)])
      :ok = Peers.call(peer, :application, :set_env, [:riak_ensemble, :data_root, String.to_charlist(folder)])
      {:ok, _} = Peers.call(peer, :application, :ensure_all_started, [:riak_ensemble])
    end

    :ok = Peers.call(a, Entries, :start, [:entries, for({_, node} <- peers, do: node)])
    assert :ok = Peers.until(fn -> match?({:ok, _}, Peers.call(a, Entries, :create, [:k, 1])) end)
    Peers.cut([a], [b, c])
    assert {:error, _} = Peers.call(a, Entries, :get, [:k])
    assert :ok = Peers.until(fn -> match?({:ok, _}, Peers.call(b, Entries, :get, [:k])) end)
    Peers.heal(peers)
    Peers.stop(peers)
  end
end
`

export const paxos: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/entries.ex', language: 'elixir', code: paxosElixir },
      { file: 'test/entries_test.exs', language: 'elixir', code: paxosTest },
    ],
    erlang: [{ file: 'src/entries.erl', language: 'erlang', code: paxosErlang }],
    missing: null,
    packages: ['riak_ensemble, from its repository: last changed in 2022'],
    configuration: [
      {
        file: 'config/sys.config',
        language: 'erlang',
        code: '[{riak_ensemble, [{data_root, "/var/lib/app/ensembles"}]}].\n',
      },
    ],
    signals: [
      {
        what: 'whether an ensemble has a leader',
        from: '`riak_ensemble_manager:get_leader/1`',
        alert: 'none for longer than an election',
      },
      {
        what: 'answers that failed',
        from: 'counts of `{error, timeout}` and `{error, unavailable}`',
        alert: 'any outside a deploy',
      },
    ],
    prepare: 'it builds on the OTP release in use, and somebody is ready to maintain it',
    back: 'read from the old store, which is written as well until the last phase',
  },
}
