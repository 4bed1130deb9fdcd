import { expect, test } from 'vitest'
import { transactionOf } from '../../../../../src/review/source/program/stores/index.ts'
import { programOf, siteOf } from '../build.ts'
import { writtenTransaction } from './written.ts'

test('Ecto: inside the fun, in a step of a multi, through callers, and through a function that runs a fun', () => {
  const program = programOf({
    'lib/bank.ex': `defmodule Bank.Repo do
  use Ecto.Repo, otp_app: :bank
end
defmodule Bank.Tx do
  def run(fun), do: Bank.Repo.transaction(fn -> fun.() end)
end
defmodule Bank do
  alias Bank.Repo
  def here(a), do: Repo.transaction(fn -> Repo.get(Acct, a) end)
  def outside(a), do: Repo.get(Acct, {:out, a})
  def bound(a) do
    f = fn -> Repo.get(Acct, {:bound, a}) end
    Repo.transaction(f)
  end
  def wrapped(a), do: Bank.Tx.run(fn -> Repo.get(Acct, {:wrapped, a}) end)
  def both(a), do: Repo.transaction(fn -> helper(a); always(a) end)
  def alone(a), do: helper(a)
  def helper(a), do: Repo.get(Acct, {:helper, a})
  defp always(a), do: deeper(a)
  defp deeper(a), do: Repo.get(Acct, {:deeper, a})
  def multi(m, cs), do: Ecto.Multi.run(m, :check, &check/2) |> Ecto.Multi.insert(:a, cs)
  def check(_repo, a), do: Repo.get(Acct, {:check, a})
  def locked(a) do
    Repo.query!("select pg_advisory_lock(1)")
    Repo.get(Acct, {:locked, a})
  end
end`,
  })
  const of = (code: string) => writtenTransaction(transactionOf(program, siteOf(program, code)))
  expect({
    here: of('Repo.get(Acct, a)'),
    outside: of('Repo.get(Acct, {:out, a})'),
    bound: of('Repo.get(Acct, {:bound, a})'),
    wrapped: of('Repo.get(Acct, {:wrapped, a})'),
    helper: of('Repo.get(Acct, {:helper, a})'),
    deeper: of('Repo.get(Acct, {:deeper, a})'),
    check: of('Repo.get(Acct, {:check, a})'),
    locked: of('Repo.get(Acct, {:locked, a})'),
  }).toEqual({
    here: 'ecto here Repo.transaction',
    outside: '-',
    bound: 'ecto here Repo.transaction',
    wrapped: 'ecto callee Bank.Tx.run',
    helper: 'ecto caller (not all) Repo.transaction',
    deeper: 'ecto caller Repo.transaction',
    check: 'multi caller Ecto.Multi.run',
    locked: 'advisory here Repo.query!',
  })
})

test('mnesia, global and khepri; a dirty activity is no transaction', () => {
  const program = programOf({
    'src/t.erl': `-module(t).
-export([a/1, b/1, c/1, d/1, e/1, tx/1, use/1]).
a(K) -> mnesia:transaction(fun() -> mnesia:read(a, K) end).
b(K) -> F = fun() -> mnesia:read(b, K) end, mnesia:activity(async_dirty, F).
c(K) -> mnesia:transaction(fun inner/1, [K]).
inner(K) -> mnesia:read(c, K).
d(K) -> global:trans({lock, self()}, fun() -> ets:lookup(d, K) end).
e(P) -> khepri:transaction(store, fun() -> khepri_tx:get(P) end).
tx(F) -> case mnesia:sync_transaction(F) of {atomic, R} -> R end.
use(K) -> tx(fun() -> mnesia:read(f, K) end).
`,
  })
  const of = (code: string) => writtenTransaction(transactionOf(program, siteOf(program, code)))
  expect({
    a: of('mnesia:read(a, K)'),
    b: of('mnesia:read(b, K)'),
    c: of('mnesia:read(c, K)'),
    d: of('ets:lookup(d, K)'),
    e: of('khepri_tx:get(P)'),
    f: of('mnesia:read(f, K)'),
  }).toEqual({
    a: 'mnesia here mnesia:transaction',
    b: 'mnesia-dirty here mnesia:activity',
    c: 'mnesia caller mnesia:transaction',
    d: 'global here global:trans',
    e: 'khepri here khepri:transaction',
    f: 'mnesia callee tx',
  })
})

test('Ecto.Multi by its last name, where a macro of the project aliases it', () => {
  const program = programOf({
    'lib/seats.ex': `defmodule Seats.Repo do
  use Ecto.Repo, otp_app: :seats
end
defmodule Seats do
  use Seats.Context
  alias Seats.Repo
  def take(id), do: Multi.run(Multi.new(), :seat, fn _repo, _ -> {:ok, Repo.get(Seat, id)} end)
end`,
  })
  expect(writtenTransaction(transactionOf(program, siteOf(program, 'Repo.get(Seat, id)')))).toBe(
    'multi here Multi.run',
  )
})
