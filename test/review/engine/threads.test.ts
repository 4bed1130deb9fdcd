import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type * as Threads from '../../../src/review/engine/threads.ts'
import type * as Pipeline from '../../../src/review/pipeline.ts'
import type { ReviewContext } from '../../../src/review/pipeline.ts'
import { type Files, repository, temporaryFolder } from '../checkout/fixtures.ts'

// Threads start from the JavaScript that is shipped, so it is built, and both sides of the port come from it.
let threads: typeof Threads
let pipeline: typeof Pipeline
beforeAll(async () => {
  const folder = temporaryFolder()
  const tsc = resolve('node_modules', '.bin', 'tsc')
  execFileSync(tsc, ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(folder, 'dist')])
  execFileSync('cp', ['package.json', folder])
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const load = (path: string) => import(pathToFileURL(join(folder, 'dist', 'review', path)).href)
  threads = await load('engine/threads.js')
  pipeline = await load('pipeline.js')
})

const waits = `defmodule Shop.Peers do
  def load(node), do: :rpc.call(node, Shop.Load, :now, [])
end
`
const shop: Files = { 'lib/peers.ex': waits, 'lib/shop.ex': 'defmodule Shop do\nend\n' }

function context(limits?: Partial<Threads.ThreadLimits>): ReviewContext {
  return {
    clock: () => 0,
    mirrors: null,
    version: '0',
    progress: () => {},
    engine: threads.studiesInThreads(limits),
  }
}

function request(files: Files) {
  const { folder: path } = repository(files)
  return {
    source: { kind: 'local', name: 'shop', path },
    paths: [],
    ref: null,
    worktree: false,
    depth: 'quick',
  } as const
}

describe('a study in a thread of its own', () => {
  it('gives the same report as in this thread', async () => {
    const asked = request(shop)
    const { engine: _threads, ...here } = context()
    const report = await pipeline.review(asked, context())
    expect(report).toEqual(await pipeline.review(asked, here))
    expect(report.findings.map(({ rule }) => rule)).toEqual(['rpc-no-timeout'])
  })

  it('ends at once when the review is cancelled', async () => {
    const abort = new AbortController()
    const stopped = pipeline.review(request(shop), {
      ...context(),
      progress: ({ phase }) => {
        if (phase === 'rules') abort.abort(new Error('cancelled'))
      },
      signal: abort.signal,
    })
    await expect(stopped).rejects.toThrow('cancelled')
  })

  // A machine that is busy enough makes a small file slow as well: then once more.
  it('leaves out a file that takes longer than its limit, and names it', { retry: 3 }, async () => {
    const long = `defmodule Shop.Long do\n${'  def f(x), do: [x, {x, %{a: x + 1}}]\n'.repeat(100_000)}end\n`
    const report = await pipeline.review(request({ ...shop, 'lib/long.ex': long }), context({ file: 60 }))
    expect(report.coverage.skipped).toEqual([
      { path: 'lib/long.ex', reason: 'it took longer than 0.06 s to read' },
    ])
    expect(report.coverage.files).toBe(2)
    expect(report.findings.map(({ rule }) => rule)).toEqual(['rpc-no-timeout'])
  })

  it('says in one sentence that a review needs too much memory', async () => {
    const files: Record<string, string> = {}
    for (let nth = 0; nth < 40; nth++)
      files[`lib/f${nth}.ex`] =
        `defmodule F${nth} do\n${'  def f(x), do: [x, {x, %{a: x + 1}}]\n'.repeat(4_000)}end\n`
    await expect(pipeline.review(request(files), context({ heap: 24 }))).rejects.toMatchObject({
      code: 'limit',
      message: 'The review needed more than 24 MB of memory.',
    })
  })
})
