import fc from 'fast-check'
import { depths, type Finding, type Location, type Report } from '../../src/review/report.ts'
import { aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { hostile } from './sample-findings.ts'

const fragment = fc.oneof(
  fc.constantFrom(...hostile),
  fc.constantFrom(
    '<!here>',
    '@channel',
    '`',
    '```',
    '**',
    '__',
    '~~',
    '|',
    '\\',
    '&lt;',
    '&',
    '<',
    '>',
    '[',
    '](',
    '$x$',
    '# ',
    '- ',
    '1. ',
    '+ ',
    '===',
    '---',
    '    ',
  ),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\u{e0041}',
    '😀',
    'é',
    '漢字',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.webUrl(),
)

/** Words that attack every format at once. */
export const hostileText = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''))

/** Reviewed code of up to 12,000 characters, some of it in one line. */
export const hostileCode = fc
  .tuple(hostileText, fc.constantFrom('', '\n', ' ', 'x'), fc.nat({ max: 12_000 }))
  .map(([seed, between, length]) => {
    const unit = `${seed}${between}` || 'x'
    return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  })

const location: fc.Arbitrary<Location> = fc
  .record({
    path: hostileText,
    startLine: fc.integer({ min: 1, max: 99_999 }),
    more: fc.nat({ max: 14 }),
    symbol: fc.option(hostileText),
    snippet: hostileCode,
  })
  .map(({ more, ...rest }) => ({ ...rest, endLine: rest.startLine + more }))

const witness: fc.Arbitrary<Finding['witness']> = fc.oneof(
  hostileText.map((because) => ({ kind: 'none' as const, because })),
  fc.record({
    kind: fc.constant('quorum-sets' as const),
    nodes: fc.integer({ min: 2, max: 9 }),
    left: fc.array(hostileText, { maxLength: 5 }),
    right: fc.array(hostileText, { maxLength: 5 }),
    leftNeeds: fc.nat({ max: 5 }),
    rightNeeds: fc.nat({ max: 5 }),
    steps: fc.array(hostileText, { maxLength: 4 }),
    howComputed: hostileText,
  }),
  fc.record({
    kind: fc.constantFrom('read-modify-write' as const, 'check-then-act' as const),
    answer: fc.constant('broken' as const),
    parameters: fc.constant({}),
    steps: fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    lanes: fc.array(hostileText, { minLength: 1, maxLength: 3 }),
    events: fc.array(fc.record({ at: fc.nat(), lane: hostileText, text: hostileText }), {
      minLength: 1,
      maxLength: 4,
    }),
    unit: fc.constantFrom('step' as const, 'ms' as const),
    howComputed: hostileText,
  }),
)

const finding: fc.Arbitrary<Finding> = fc
  .record({
    severity: fc.constantFrom('critical' as const, 'important' as const, 'minor' as const),
    confidence: fc.integer({ min: 0, max: 95 }),
    posted: fc.boolean(),
    fingerprint: fc.string({ minLength: 1, maxLength: 64 }),
    title: hostileText,
    problem: hostileText,
    impact: hostileText,
    failureScenario: fc.array(hostileText, { maxLength: 5 }),
    locations: fc.array(location, { minLength: 1, maxLength: 4 }),
    evidence: fc.array(
      fc.record({
        name: hostileText,
        weight: fc.integer({ min: -50, max: 60 }),
        text: hostileText,
        location: fc.option(location),
      }),
      { maxLength: 4 },
    ),
    guardsLookedFor: fc.array(hostileText, { maxLength: 4 }),
    witness,
    fix: fc.record({
      summary: hostileText,
      code: fc.option(hostileCode),
      language: fc.constantFrom('elixir' as const, 'erlang' as const),
      residualRisk: fc.option(hostileText),
      patch: fc.option(
        hostileCode.map((diff) => ({
          files: [{ path: 'lib/a.ex', edits: [{ startLine: 1, endLine: 1, lines: [diff] }] }],
          diff,
        })),
      ),
    }),
    sources: fc.array(hostileText, { maxLength: 3 }),
  })
  .map((fields) => aFinding(fields))

/** Any report: hostile strings in every field that holds words of the reviewed code. */
export const report: fc.Arbitrary<Report> = fc
  .record({
    findings: fc.array(finding, { maxLength: 12 }),
    verdict: fc.constantFrom('no-findings' as const, 'findings' as const, 'insufficient-evidence' as const),
    repository: hostileText,
    paths: fc.array(hostileText, { maxLength: 5 }),
    ref: fc.option(hostileText),
    webUrl: fc.option(
      fc.constantFrom('https://github.com/acme/shop', 'https://gitlab.example/acme/shop', 'not a url'),
    ),
    dirty: fc.boolean(),
    skipped: fc.array(fc.record({ path: hostileText, reason: hostileText }), { maxLength: 80 }),
    notes: fc.array(hostileText, { maxLength: 3 }),
    holds: hostileText,
    examples: fc.array(location, { maxLength: 3 }),
    settings: fc.dictionary(fc.string(), hostileText),
    because: hostileText,
    depth: fc.constantFrom(...depths),
    expert: fc.option(
      fc.record({ model: hostileText, note: fc.option(hostileText), dropped: fc.nat({ max: 2 }) }),
    ),
  })
  .map(
    ({
      findings,
      verdict,
      repository,
      paths,
      ref,
      webUrl,
      dirty,
      skipped,
      notes,
      holds,
      examples,
      settings,
      because,
      depth,
      expert,
    }) => {
      const base = aReport()
      return aReport({
        depth,
        expert: expert && {
          turns: 3,
          inputTokens: 9_000,
          cachedTokens: 0,
          outputTokens: 800,
          costUsd: 0.05,
          submitted: 2,
          refuted: [],
          sections: [],
          stoppedBy: null,
          model: expert.model,
          note: expert.note,
          dropped: Array.from({ length: expert.dropped }, () => ({ claim: 'a claim', reason: 'a reason' })),
        },
        findings,
        verdict,
        target: { ...base.target, repository, paths, ref, webUrl, dirty },
        coverage: { ...base.coverage, skipped, notes },
        examined: base.examined.map((each) => ({ ...each, holds, examples })),
        architecture: {
          ...base.architecture,
          distribution: { value: 'unknown', because },
          discovery: base.architecture.discovery.map((each) => ({ ...each, settings })),
        },
        checklist: base.checklist.map((each) => ({ ...each, because })),
      })
    },
  )
