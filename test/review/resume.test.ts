import { expect, test } from 'vitest'
import type { Expert } from '../../src/review/expert/expert.ts'
import type { Journal } from '../../src/review/journal.ts'
import { review } from '../../src/review/pipeline.ts'
import type { Report } from '../../src/review/report.ts'
import type { Progress } from '../../src/review/request.ts'
import { commitAll, git, repository, writeFiles } from './checkout/fixtures.ts'

const voting = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`
const run: NonNullable<Report['expert']> = {
  model: 'scripted',
  turns: 1,
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
  costUsd: 0,
  submitted: 0,
  dropped: [],
  refuted: [],
  sections: [],
  stoppedBy: null,
  note: null,
}

/** What an attempt that ends leaves to the next. */
function aJournal() {
  const kept = new Map<string, string>()
  const journal: Journal = {
    kept: async (step) => {
      const value = kept.get(step)
      return value === undefined ? undefined : JSON.parse(value)
    },
    keep: async (step, value) => {
      kept.set(step, JSON.stringify(value))
    },
  }
  return { journal, steps: () => [...kept.keys()] }
}

function anAttempt(folder: string, journal: Journal, expert: Expert['review']) {
  const seen: string[] = []
  const made = review(
    {
      source: { kind: 'local', name: 'shop', path: folder },
      paths: ['lib'],
      ref: 'main',
      worktree: false,
      depth: 'standard',
    },
    {
      clock: () => 0,
      mirrors: null,
      version: '0',
      progress: ({ phase, state }: Progress) => seen.push(`${phase} ${state}`),
      expert: { review: expert, answer: () => Promise.reject(new Error('Nothing is asked.')) },
      journal,
    },
  )
  return { made, seen }
}

test('D4: a later attempt is of the same commit and name, and what the rules said is not worked out again', async () => {
  const { folder, commit } = repository({ 'lib/voting.ex': voting })
  const { journal, steps } = aJournal()
  const first = anAttempt(folder, journal, () => Promise.reject(new Error('The process died.')))
  await expect(first.made).rejects.toThrow('The process died.')
  expect(steps()).toEqual(['commit', 'rules'])
  expect(first.seen).toContain('rules done')

  writeFiles(folder, { 'lib/voting.ex': 'defmodule Shop.Voting do\nend\n' })
  commitAll(folder)
  expect(git(folder, ['rev-parse', 'main'])).not.toBe(commit)
  const second = anAttempt(folder, journal, async () => ({ findings: [], run }))
  const report = await second.made
  expect({
    commit: report.commit,
    ref: report.target.ref,
    rules: report.findings.map(({ rule }) => rule),
  }).toEqual({
    commit,
    ref: 'main',
    rules: expect.arrayContaining(['quorum-not-majority']),
  })
  expect(second.seen.filter((step) => step.startsWith('rules'))).toEqual([])

  // Without a journal it is what the branch is now.
  const { journal: other } = aJournal()
  const fresh = await anAttempt(folder, other, async () => ({ findings: [], run })).made
  expect(fresh.findings).toEqual([])
})
