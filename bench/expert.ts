import { basename } from 'node:path'
import { parseSource } from '../src/review/checkout/index.ts'
import { createExpert } from '../src/review/expert/expert.ts'
import { review } from '../src/review/pipeline.ts'
import { Refusal } from '../src/review/refusal.ts'
import type { Depth, ExpertRun } from '../src/review/report.ts'
import { type Call, streamedAnswer, usageOf } from './expert-double.ts'

type Asked = Exclude<Depth, 'quick'>

/** Tokens of one answer, thought included: assumed, since no model is asked. */
const answerTokens = { standard: 700, deep: 1_200 } as const
/** Caps that no estimate meets: what is wanted is the whole run. */
const uncapped = { maxTokens: 100_000_000, maxUsd: 1_000 }

interface Estimate {
  readonly repository: string
  readonly depth: Asked
  readonly run: ExpertRun
  /** Of the input after the first turn, what stood in the request before: it can be read from the cache. 0 to 1. */
  readonly cacheReadable: number
}

/**
 * What a review costs where the model uses every turn that it has. The model is a script: it looks at outline,
 * processes, topology and candidates, then reads the files of the findings and the longest files, two pages a turn.
 * Tokens are characters by three; prices are the list prices of the product.
 */
export async function estimate(repository: string, depth: Asked): Promise<Estimate> {
  let sent = 0
  let cached = 0
  let before = 0
  let turn = 0
  const pages = new Map<string, number>()
  const expert = createExpert({
    provider: { via: 'api', apiKey: 'nobody' },
    model: 'claude-opus-5-5',
    ...uncapped,
    async fetch(_url, init) {
      const body = String(init?.body)
      turn += 1
      const usage = usageOf(body, before, answerTokens[depth])
      before = body.length
      if (turn > 1) {
        sent += usage.cache_creation_input_tokens + usage.cache_read_input_tokens
        cached += usage.cache_read_input_tokens
      }
      return streamedAnswer(turn, callsOf(turn, body, pages), usage)
    },
  })
  const source = parseSource(repository, 'command-line')
  const report = await review(
    { source, paths: [], ref: null, worktree: false, depth },
    { clock: Date.now, mirrors: null, version: 'estimate', progress: () => {}, expert },
  )
  if (report.expert === null) throw new Refusal('usage', 'No model was asked.', 'Name a depth.')
  return {
    repository: basename(source.name),
    depth,
    run: report.expert,
    cacheReadable: sent === 0 ? 0 : cached / sent,
  }
}

/** First what the engine knows, then code: files in the order in which they were named, page after page. */
function callsOf(turn: number, body: string, pages: Map<string, number>): Call[] {
  if (turn === 1)
    return [
      ['outline', { of: '' }],
      ['rule_findings', { only: 'candidates' }],
    ]
  if (turn === 2)
    return [
      ['processes', {}],
      ['topology', { part: 'clustering' }],
    ]
  if (turn === 3)
    return [
      ['topology', { part: 'mechanisms' }],
      ['rule_findings', { only: 'posted' }],
    ]
  if (turn === 4) {
    for (const [, path] of body.matchAll(/([\w./-]+\.(?:ex|erl)):\d+-\d+/g)) if (path) pages.set(path, 0)
    for (const [, path] of body.matchAll(/([\w./-]+\.(?:ex|erl)) \(\d+ lines/g))
      if (path && !pages.has(path)) pages.set(path, 0)
  }
  const calls: Call[] = []
  for (const [path, page] of pages) {
    if (calls.length === 2) break
    calls.push(['read_lines', { path, startLine: page * 300 + 1, endLine: page * 300 + 300 }])
    if (page < 2) pages.set(path, page + 1)
    else pages.delete(path)
  }
  return calls
}

/** `expert DIR…`: one row for each repository and depth. */
export async function estimates(repositories: readonly string[]): Promise<string> {
  if (repositories.length === 0)
    throw new Refusal(
      'usage',
      '`expert` needs repositories.',
      'Write for example: npm run bench -- expert /srv/git/shop',
    )
  const rows = [
    '| Repository | Depth | Turns | Input tokens | Of those readable from the cache after the first turn | Output tokens | USD |',
    '|---|---|---|---|---|---|---|',
  ]
  for (const repository of repositories) {
    for (const depth of ['standard', 'deep'] as const) {
      const { repository: name, run, cacheReadable } = await estimate(repository, depth)
      const cells = [
        name,
        depth,
        run.turns,
        run.inputTokens.toLocaleString('en'),
        `${(cacheReadable * 100).toFixed(1)}%`,
        run.outputTokens.toLocaleString('en'),
        run.costUsd.toFixed(2),
      ]
      rows.push(`| ${cells.join(' | ')} |`)
    }
  }
  return `${rows.join('\n')}\n`
}
