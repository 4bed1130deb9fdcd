// One attempt at a review, as a process that may be killed: its journal is a folder, its model a server on loopback.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [dist, journalFolder, repository, baseUrl] = process.argv.slice(2)
const room = (path) => import(pathToFileURL(join(dist, path)).href)
const { review } = await room('review/pipeline.js')
const { createExpert } = await room('review/expert/expert.js')

const fileOf = (step) => join(journalFolder, encodeURIComponent(step))
const journal = {
  kept: async (step) =>
    existsSync(fileOf(step)) ? JSON.parse(readFileSync(fileOf(step), 'utf8')) : undefined,
  keep: async (step, value) => {
    writeFileSync(`${fileOf(step)}.new`, JSON.stringify(value))
    renameSync(`${fileOf(step)}.new`, fileOf(step))
  },
}
const expert = createExpert({
  provider: { via: 'api', apiKey: 'test-key-of-nobody', baseUrl },
  model: 'claude-opus-5-5',
  maxTokens: 1_000_000,
  maxUsd: 10,
  retries: 0,
})
const report = await review(
  {
    source: { kind: 'local', name: 'shop', path: repository },
    paths: ['lib', 'src'],
    ref: 'main',
    worktree: false,
    depth: 'standard',
  },
  { clock: () => 0, mirrors: null, version: '0.0.0', progress: () => {}, expert, journal },
)
process.stdout.write(JSON.stringify(report))
