import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { has } from '../../programs.ts'
import { commitAll, git, repository, writeFiles } from './fixtures.ts'
import { type GitServer, startGitServer } from './server.ts'

/** Set before the first test of the file that imports this. */
export let server: GitServer
/** What it serves as acme/shop.git: two commits on `main`, the first of them a tag and a branch as well. */
export let served: { folder: string; first: string; second: string }

// The server's certificate is made by openssl.
export const withServer = describe.skipIf(!has('openssl'))

beforeAll(async () => {
  if (!has('openssl')) return
  server = await startGitServer()
  const { folder, commit } = repository({ 'a.ex': 'one' })
  git(folder, ['tag', '-a', 'v1', '-m', 'one'])
  git(folder, ['branch', 'release/1'])
  writeFiles(folder, { 'a.ex': 'two' })
  served = { folder, first: commit, second: commitAll(folder) }
  publish(folder, 'acme/shop.git')
})
afterEach(() => {
  if (!has('openssl')) return
  server.intercept = () => false
  server.requests.length = 0
})
afterAll(() => server?.stop())

/** Serves a copy of a repository under a path; returns where it lies. */
export function publish(folder: string, path: string): string {
  const bare = join(server.root, path)
  git(folder, ['clone', '-q', '--bare', '--no-local', folder, bare])
  return bare
}

/** Mirrors that a review has left behind, or is using. */
export function temporaryMirrors(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('distreview-mirror-'))
}
