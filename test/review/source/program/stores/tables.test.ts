import { expect, test } from 'vitest'
import { advisoryLocks, tables } from '../../../../../src/review/source/program/stores/index.ts'
import { programOf, shown } from '../build.ts'

test('ets and mnesia tables with what protects and copies them', () => {
  const { ets, mnesia } = tables(
    programOf({
      'src/tabs.erl': `-module(tabs).
-export([a/2]).
a(Opts, Seed) ->
  ets:new(open, [named_table, public, {heir, self(), x}]),
  ets:new(shut, [private]),
  ets:new(any, Opts),
  mnesia:create_table(lease, [{disc_copies, [node()]}, {majority, true}]),
  mnesia:create_table(cache, [{ram_copies, [node()]}, {local_content, true}]),
  mnesia:create_table(plain, Opts),
  mnesia:add_table_copy(lease, node(), disc_copies),
  mnesia:change_config(extra_db_nodes, [Seed]).
`,
    }),
  )
  expect(
    ets.map(({ name, named, protection, heir }) => [name, named, protection, heir && shown(heir)]),
  ).toEqual([
    ['open', true, 'public', 'src/tabs.erl:4 {heir, self(), x}'],
    ['shut', false, 'private', null],
    ['any', false, 'unknown', null],
  ])
  expect(
    mnesia.tables.map(({ name, majority, localContent, discCopies }) => [
      name,
      majority,
      localContent,
      discCopies && shown(discCopies),
    ]),
  ).toEqual([
    ['lease', true, false, 'src/tabs.erl:7 [node()]'],
    ['cache', false, true, null],
    ['plain', null, false, null],
  ])
  expect([...mnesia.copies, ...mnesia.joins].map(shown)).toEqual([
    'src/tabs.erl:10 mnesia:add_table_copy(lease, node(), disc_copies)',
    'src/tabs.erl:11 mnesia:change_config(extra_db_nodes, [Seed])',
  ])
})

test('schemas with what guards them, unique indexes of migrations, caches, advisory locks', () => {
  const program = programOf({
    'lib/user.ex': `defmodule U.Repo do
  use Ecto.Repo, otp_app: :u
end
defmodule U.User do
  use Ecto.Schema
  schema "users" do
    field :email, :string
    belongs_to :team, U.Team
    field :version, :integer
  end
  def changeset(user, attrs) do
    user |> cast(attrs, [:email]) |> unsafe_validate_unique(:email, U.Repo) |> unique_constraint(:email) |> optimistic_lock(:version)
  end
end
defmodule U.App do
  use Application
  def start(_, _), do: Supervisor.start_link([{Cachex, name: :hot, expiration: 60}, {ConCache, [name: :con]}], [])
  def lock, do: U.Repo.query!("SELECT pg_try_advisory_lock($1)", [1])
end`,
    'priv/repo/migrations/1_users.exs': `defmodule U.Repo.Migrations.Users do
  use Ecto.Migration
  def change do
    create unique_index(:users, [:email])
    create index(:users, [:team_id])
    create index("users", [:team_id, :version], unique: true)
    execute "CREATE UNIQUE INDEX users_one ON users (lower(email), team_id)"
    execute "CREATE UNIQUE INDEX users_live ON users USING btree (email) WHERE version > 0"
  end
end`,
  })
  const { schemas, uniqueIndexes, caches } = tables(program)
  expect(
    [...schemas.values()].map(
      ({ module, source, fields, uniqueConstraints, unsafeUnique, optimisticLock }) => [
        module,
        source,
        fields,
        uniqueConstraints.length,
        unsafeUnique.length,
        optimisticLock?.field,
      ],
    ),
  ).toEqual([['U.User', 'users', ['email', 'team_id', 'version'], 1, 1, 'version']])
  expect(
    uniqueIndexes.map(({ source, columns, partial }) => [source, ...columns, ...(partial ? ['partly'] : [])]),
  ).toEqual([
    ['users', 'email'],
    ['users', 'team_id', 'version'],
    ['users', 'lower(email)', 'team_id'],
    ['users', 'email', 'partly'],
  ])
  expect(caches.map(({ id, expiration }) => [id, expiration !== null])).toEqual([
    ['cachex:hot', true],
    ['concache:con', false],
  ])
  expect(advisoryLocks(program).map(({ scope, tries }) => [scope, tries])).toEqual([['session', true]])
})
