import { withAccepted } from './acceptance/apply.ts'
import { lowered, readAcceptance } from './acceptance/read.ts'
import { checklist } from './checklist.ts'
import { type NetworkPolicy, openSnapshot } from './checkout/index.ts'
import type { Skipped, Snapshot } from './checkout/snapshot.ts'
import { ahead } from './engine/ahead.ts'
import { examine, type Steps } from './engine/examine.ts'
import { openLocalStudy } from './engine/local.ts'
import { examineOnce } from './engine/resume.ts'
import type { OpenStudy, Study, Summary } from './engine/study.ts'
import { consult } from './expert/consult.ts'
import type { Expert } from './expert/expert.ts'
import type { Purse } from './expert/purse.ts'
import type { Journal } from './journal.ts'
import { openPinned } from './pinned.ts'
import { Refusal } from './refusal.ts'
import type { Coverage, Finding, Report } from './report.ts'
import type { Progress, ReviewRequest } from './request.ts'
import { minorThreshold } from './rules/evidence.ts'
import { rules } from './rules/index.ts'
import { worstFirst } from './rules/judge.ts'
import { completeSections } from './sections/index.ts'
import { type Selection, select } from './selection.ts'

export interface ReviewContext {
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Where mirrors of remote repositories are kept; null fetches into a temporary one. */
  readonly mirrors: string | null
  /** Which hosts may be reached for remote repositories, and with which tokens; left out: the public internet. */
  readonly network?: NetworkPolicy
  /** The version of distreview. */
  readonly version: string
  readonly progress: (step: Progress) => void
  /** Where the code is read and judged; left out: in this thread. */
  readonly engine?: OpenStudy
  /** Asked at depth standard and deep; without it they are the engine alone, and the report's expert is null. */
  readonly expert?: Expert | null
  /** What may be spent on the expert besides its own caps; left out: no further limit. */
  readonly purse?: Purse
  readonly signal?: AbortSignal
  /** What earlier attempts at the same review have finished. */
  readonly journal?: Journal
}

/** Reviews a repository at one commit. Rejects with a Refusal where the request cannot be served. */
export async function review(request: ReviewRequest, context: ReviewContext): Promise<Report> {
  const startedAt = context.clock()
  context.progress({ phase: 'fetch', state: 'under-way', text: 'fetching' })
  const { ref, worktree } = request
  const { mirrors, signal, network, progress, journal, engine = openLocalStudy } = context
  const early = ahead(engine, signal)
  let snapshot: Snapshot | null = null
  let study: Study | null = null
  try {
    snapshot = await openPinned(journal, ref, (at) =>
      openSnapshot(request.source, { ref: at, worktree, mirrors, signal }, network),
    )
    const { commit } = snapshot
    const where = placeName(request, snapshot)
    progress({
      phase: 'fetch',
      state: 'done',
      text: `found ${counted(snapshot.entries.length, 'file')}`,
      commit,
    })
    const selection = select(snapshot, request.paths, where)
    progress({ phase: 'read', state: 'under-way', text: 'reading' })
    const steps: Steps = {
      read: ({ summary, skipped }) => {
        requireSomething(
          summary,
          skipped.filter(({ path }) => selection.inScope(path)),
          where,
        )
        const { files, lines } = summary
        const text = `read ${counted(files, 'file')}, ${counted(lines, 'line')}`
        progress({ phase: 'read', state: 'done', text })
      },
      progress,
      signal,
    }
    const goesOn = context.expert && (request.depth ?? 'quick') !== 'quick'
    const examined = await (journal && goesOn
      ? examineOnce(journal, early.open, snapshot, selection, steps)
      : examine(early.open, snapshot, selection, steps))
    study = examined.study
    const { judgement, summary } = examined
    const acceptance = await readAcceptance(snapshot)
    const depth = lowered(request.depth ?? 'quick', acceptance)
    const coverage = cover(snapshot, selection, {
      ...examined,
      notes: [...examined.notes, ...acceptance.notes],
    })
    const { findings: ofRules, architecture } = judgement
    const subject = target(request, snapshot, selection, summary)
    const consulted = await consult(
      context.expert,
      depth,
      {
        ...{
          desk: study.desk,
          target: subject,
          commit,
          findings: ofRules,
          journal,
          purse: context.purse,
          signal,
        },
        facts:
          judgement.sections && judgement.facts
            ? { sections: judgement.sections, cluster: judgement.facts }
            : null,
      },
      progress,
    )
    const findings = withAccepted(worstFirst([...ofRules, ...consulted.findings]), acceptance)
    const { repository, paths } = subject
    const sections =
      judgement.sections && completeSections(judgement.sections, findings, { repository, paths, commit })
    return {
      tool: { name: 'distreview', version: context.version, rules: rules.length },
      target: subject,
      commit,
      depth,
      ranAt: new Date(startedAt).toISOString(),
      durationMs: Math.round(context.clock() - startedAt),
      ...verdict(findings),
      findings,
      fixes: judgement.fixes,
      examined: [...judgement.examined],
      architecture,
      coverage,
      // By the rules alone: a model's judgement ticks nothing.
      checklist: checklist(ofRules, coverage, sections),
      sections,
      facts: judgement.facts,
      expert: consulted.run,
    }
  } finally {
    await early.close()
    await study?.close()
    await snapshot?.close()
  }
}

function placeName({ source, ref }: ReviewRequest, { commit }: Snapshot): string {
  const at = commit ? commit.slice(0, 7) : null
  const asked = ref && !/^[0-9a-f]{7,64}$/.test(ref) ? ` at \`${ref}\`` : ''
  return `${source.name}${asked}${at ? ` (${at})` : ''}`
}

function target(
  { source }: ReviewRequest,
  snapshot: Snapshot,
  { paths }: Selection,
  { languages }: Summary,
): Report['target'] {
  return {
    repository: source.name,
    kind: snapshot.kind,
    paths: [...paths],
    ref: snapshot.ref,
    dirty: snapshot.dirty,
    languages,
    webUrl: snapshot.webUrl,
  }
}

interface Reading {
  readonly summary: Summary
  readonly skipped: readonly Skipped[]
  readonly notes: readonly string[]
}

function cover(snapshot: Snapshot, selection: Selection, { summary, skipped, notes }: Reading): Coverage {
  const { files, lines, bytes, contextFiles, unread, unjudged, foreign } = summary
  const { unreadChanges: changes } = snapshot
  const own: string[] = []
  if (changes > 0)
    own.push(
      `${changes} changed ${changes === 1 ? 'file was' : 'files were'} not read: the review is of the commit.`,
    )
  if (unjudged > 0)
    own.push(
      `${counted(unjudged, 'test file')} ${unjudged === 1 ? 'was' : 'were'} read and not judged: name a path of tests to review them.`,
    )
  if (foreign > 0)
    own.push(
      `${counted(foreign, 'Erlang file')} ${foreign === 1 ? 'is' : 'are'} not UTF-8 and ${foreign === 1 ? 'was' : 'were'} read as Latin-1.`,
    )
  return {
    files,
    lines,
    bytes,
    contextFiles,
    skipped: [...selection.skipped, ...skipped.filter(({ path }) => selection.inScope(path))],
    unread: [...unread],
    notes: [...snapshot.notes, ...own, ...notes],
  }
}

function counted(amount: number, singular: string): string {
  return `${amount.toLocaleString('en')} ${singular}${amount === 1 ? '' : 's'}`
}

function requireSomething({ files }: Summary, skipped: readonly Skipped[], where: string): void {
  if (files > 0) return
  const [first] = skipped
  const reason = first ? `${first.path}: ${first.reason}` : 'nothing could be read'
  throw new Refusal(
    'nothing-to-review',
    `No Elixir or Erlang file of ${where} could be read (${reason}).`,
    'Name another path.',
  )
}

function verdict(findings: readonly Finding[]): Pick<Report, 'verdict' | 'counts'> {
  const posted = findings.filter((finding) => finding.posted)
  const accepted = findings.filter((finding) => finding.accepted)
  const open = findings.filter((finding) => !finding.accepted)
  const shown = (severity: Finding['severity']) =>
    posted.filter((finding) => finding.severity === severity).length
  const critical = shown('critical')
  const important = shown('important')
  const minor = open.filter(
    ({ severity, confidence }) => severity === 'minor' && confidence >= minorThreshold,
  ).length
  const belowThreshold = open.filter((finding) => !finding.posted).length - minor
  return {
    verdict: critical > 0 ? 'critical-findings' : posted.length > 0 ? 'findings' : 'no-findings',
    counts: {
      critical,
      important,
      minor,
      belowThreshold,
      accepted: accepted.length,
    },
  }
}
