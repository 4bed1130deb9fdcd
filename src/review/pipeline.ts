import { architecture } from './architecture/index.ts'
import { checklist } from './checklist.ts'
import { type NetworkPolicy, openSnapshot } from './checkout/index.ts'
import type { Snapshot } from './checkout/snapshot.ts'
import { consult } from './expert/consult.ts'
import type { Expert } from './expert/expert.ts'
import { Refusal } from './refusal.ts'
import type { Coverage, Finding, Report } from './report.ts'
import type { Progress, ReviewRequest } from './request.ts'
import { judge, rules, watchedAtoms, worstFirst } from './rules/index.ts'
import { type Selection, select } from './selection.ts'
import { placeOf } from './source/program/place.ts'
import { Program, type SourceFile } from './source/program/program.ts'
import { isSource, type Reading, readFiles } from './source/reading.ts'
import { turn } from './turn.ts'

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
  /** Asked at depth standard and deep; without it they are the engine alone, and the report's expert is null. */
  readonly expert?: Expert | null
  readonly signal?: AbortSignal
}

/** Reviews a repository at one commit. Rejects with a Refusal where the request cannot be served. */
export async function review(request: ReviewRequest, context: ReviewContext): Promise<Report> {
  const startedAt = context.clock()
  context.progress({ phase: 'fetch', state: 'under-way', text: 'fetching' })
  const { ref, worktree } = request
  const { mirrors, signal, network } = context
  const snapshot = await openSnapshot(request.source, { ref, worktree, mirrors, signal }, network)
  try {
    const where = placeName(request, snapshot)
    context.progress({
      phase: 'fetch',
      state: 'done',
      text: `found ${counted(snapshot.entries.length, 'file')}`,
      commit: snapshot.commit,
    })
    const selection = select(snapshot, request.paths, where)
    context.progress({ phase: 'read', state: 'under-way', text: 'reading' })
    const reading = await readFiles(snapshot, selection.wanted, selection.inScope)
    const coverage = cover(snapshot, selection, reading)
    requireSomething(coverage, where)
    context.progress({
      phase: 'read',
      state: 'done',
      text: `read ${counted(coverage.files, 'file')}, ${counted(coverage.lines, 'line')}`,
    })
    context.signal?.throwIfAborted()
    context.progress({ phase: 'rules', state: 'under-way', text: `${rules.length} rules` })
    await turn()
    const program = new Program(reading.files, watchedAtoms)
    const { findings: ofRules, examined } = await judge(program)
    context.progress({ phase: 'rules', state: 'done', text: `${rules.length} rules` })
    const subject = target(request, snapshot, selection, reading.files)
    const { commit } = snapshot
    const { depth = 'quick' } = request
    const consulted = await consult(
      context.expert,
      depth,
      { program, target: subject, commit, findings: ofRules, signal },
      context.progress,
    )
    const findings = worstFirst([...ofRules, ...consulted.findings])
    return {
      tool: { name: 'distreview', version: context.version, rules: rules.length },
      target: subject,
      commit,
      depth,
      ranAt: new Date(startedAt).toISOString(),
      durationMs: Math.round(context.clock() - startedAt),
      ...verdict(findings),
      findings,
      examined,
      architecture: architecture(program),
      coverage,
      // By the rules alone: a model's judgement ticks nothing.
      checklist: checklist(ofRules, coverage),
      expert: consulted.run,
    }
  } finally {
    await snapshot.close()
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
  files: readonly SourceFile[],
): Report['target'] {
  const languages = (['elixir', 'erlang'] as const).filter((language) =>
    files.some((file) => file.inScope && isSource(file.path) && file.form.language === language),
  )
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

function cover(snapshot: Snapshot, selection: Selection, { files, skipped, notes }: Reading): Coverage {
  const read = files.filter((file) => file.inScope && isSource(file.path))
  const changes = snapshot.unreadChanges
  return {
    files: read.length,
    lines: read.reduce((sum, { text }) => sum + lineCount(text), 0),
    bytes: read.reduce((sum, { text }) => sum + text.length, 0),
    contextFiles: files.length - read.length,
    skipped: [...selection.skipped, ...skipped.filter(({ path }) => selection.inScope(path))],
    unread: files
      .filter(({ inScope }) => inScope)
      .flatMap((file) =>
        file.form.unread.map((part) => {
          const { path, startLine, endLine } = placeOf(file, part, null)
          return { path, startLine, endLine, reason: part.reason }
        }),
      ),
    notes: [
      ...snapshot.notes,
      ...(changes > 0
        ? [
            `${changes} changed ${changes === 1 ? 'file was' : 'files were'} not read: the review is of the commit.`,
          ]
        : []),
      ...notes,
    ],
  }
}

function counted(amount: number, singular: string): string {
  return `${amount.toLocaleString('en')} ${singular}${amount === 1 ? '' : 's'}`
}

function lineCount(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function requireSomething({ files, skipped }: Coverage, where: string): void {
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
  const of = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity)
  const critical = of('critical').filter((finding) => finding.posted).length
  const important = of('important').filter((finding) => finding.posted).length
  const minor = of('minor').length
  return {
    verdict: critical > 0 ? 'critical-findings' : posted.length > 0 ? 'findings' : 'no-findings',
    counts: { critical, important, minor, belowThreshold: findings.length - critical - important - minor },
  }
}
