import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestFile } from '../../../src/review/sections/shape.ts'
import { has } from '../../programs.ts'
import { temporaryFolder } from '../checkout/fixtures.ts'
import { reviewOf, sectionsOf } from './reviewed.ts'

const here = resolve('test/review/sections')
/** The mapper of Erlang's ports listens on a port of this test, and on loopback alone. */
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  env = { ...process.env, ERL_EPMD_PORT: String(await freePort()), ERL_EPMD_ADDRESS: '127.0.0.1' }
})

afterAll(() => {
  spawnSync('epmd', ['-port', env.ERL_EPMD_PORT ?? '', '-kill'], { env })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolved) => server.once('listening', resolved))
  const address = server.address()
  await new Promise((resolved) => server.close(resolved))
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

const lines = ({ stdout }: SpawnSyncReturns<string>) =>
  stdout.split('\n').filter((line) => /^(passed|failed) /.test(line))

describe.skipIf(!has('elixir'))('the ExUnit files of the Elixir example', () => {
  let files: readonly TestFile[]
  beforeAll(async () => {
    files = sectionsOf(await reviewOf('shop')).testFiles
  })

  function run(sources: readonly string[]): string[] {
    const folder = temporaryFolder()
    const tests = files.map(({ path, code }) => {
      const file = join(folder, basename(path))
      writeFileSync(file, code)
      return file
    })
    const ebin = join(folder, 'ebin')
    mkdirSync(ebin)
    const args = [join(here, 'run-elixir.exs'), ebin, join(here, 'mended/pubsub.ex'), ...sources, ...tests]
    const ran = spawnSync('elixir', args, { env, encoding: 'utf8', timeout: 150_000 })
    if (lines(ran).length === 0) throw new Error(ran.stdout + ran.stderr)
    return lines(ran).sort()
  }

  const names = [
    'test after a heal every node reads the same',
    'test at most one side of an even split leads',
    'test the side without a majority of the copies writes nothing',
    'test two disjoint groups of voters never both have a quorum',
  ]

  it('fail on the faulty example', { timeout: 200_000 }, () => {
    const lib = resolve('examples/shop/lib/shop')
    const sources = [
      join(lib, 'stock.ex'),
      join(lib, 'cluster/voting.ex'),
      join(lib, 'cluster/leader_election.ex'),
    ]
    expect(run(sources)).toEqual(names.map((name) => `failed ${name}`))
  })

  it('pass on its mended twin', { timeout: 200_000 }, () => {
    const twin = join(here, 'mended/shop')
    expect(run(readdirSync(twin).map((file) => join(twin, file)))).toEqual(
      names.map((name) => `passed ${name}`),
    )
  })
})

const runSuites = `
[Folder | Suites] = init:get_plain_arguments(),
code:add_patha(Folder),
[[begin
    Said = try Suite:Test([]) of _ -> passed catch _:_ -> failed end,
    io:format("~p ~s:~s~n", [Said, Suite, Test])
  end || Test <- Suite:all()] || Suite <- [list_to_atom(Name) || Name <- Suites]],
halt().
`

describe.skipIf(!has('erl'))('the Common Test suites of the Erlang example', () => {
  let files: readonly TestFile[]
  beforeAll(async () => {
    files = sectionsOf(await reviewOf('wallet')).testFiles
  })

  function run(sources: readonly string[]): string[] {
    const folder = temporaryFolder()
    const suites = files.map(({ path, code }) => {
      writeFileSync(join(folder, basename(path)), code)
      return basename(path, '.erl')
    })
    const all = [...sources, ...suites.map((suite) => join(folder, `${suite}.erl`))]
    const compiled = spawnSync('erlc', ['-o', folder, ...all], { encoding: 'utf8' })
    if (compiled.status !== 0) throw new Error(compiled.stdout + compiled.stderr)
    const args = ['-noshell', '-eval', runSuites, '-extra', folder, ...suites]
    const ran = spawnSync('erl', args, { env, encoding: 'utf8', timeout: 60_000 })
    if (lines(ran).length === 0) throw new Error(ran.stdout + ran.stderr)
    return lines(ran).sort()
  }

  const names = [
    'wallet_owner_partition_SUITE:at_most_one_side_leads',
    'wallet_writer_quorum_SUITE:two_groups_never_both_have_a_quorum',
  ]
  const both = (folder: string) => [join(folder, 'wallet_owner.erl'), join(folder, 'wallet_writer.erl')]

  it('fail on the faulty example', { timeout: 120_000 }, () => {
    expect(run(both(resolve('examples/wallet/src')))).toEqual(names.map((name) => `failed ${name}`))
  })

  it('pass on its mended twin', { timeout: 120_000 }, () => {
    expect(run(both(join(here, 'mended/wallet')))).toEqual(names.map((name) => `passed ${name}`))
  })
})
