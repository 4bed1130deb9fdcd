import type { Finding, Report, Severity } from '../../review/report.ts'

export const severityWord: Record<Severity, string> = {
  critical: 'Critical',
  important: 'Important',
  minor: 'Minor',
}

export const basisWord: Record<Finding['confidenceBasis'], string> = {
  shape: 'shape of the code',
  config: 'configuration',
  dataflow: 'data flow',
  witness: 'computed witness',
  model: 'judged by a model, its quote checked',
}

export function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** `1 file`, `31,480 lines`; the plural is the singular with an s. */
export function count(value: number, singular: string): string {
  return `${number(value)} ${singular}${value === 1 ? '' : 's'}`
}

/** Milliseconds as people say them: `120 ms`, `1.9 s`, `3 min 12 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 100) / 10
  if (seconds < 60) return `${seconds} s`
  const whole = Math.round(ms / 1000)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** The start of a text, at most `most` code points, with … where something is left out. */
export function crop(text: string, most: number): string {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`
}

/** Ends a text with a full stop unless it ends a sentence already. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?:…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** Seven digits of the commit, or null for a folder without git. */
export function shortCommit(commit: string | null): string | null {
  return commit === null ? null : commit.slice(0, 7)
}

/** What was asked for, as a subject: `lib/cluster`, `lib/a, lib/b and 3 more paths`, or the repository's name. */
export function subject(target: { readonly paths: readonly string[]; readonly repository: string }): string {
  const paths = target.paths.filter((path) => path !== '' && path !== '.')
  if (paths.length === 0) return target.repository
  if (paths.length <= 3) return paths.join(', ')
  return `${paths.slice(0, 2).join(', ')} and ${paths.length - 2} more paths`
}

/** `3 critical, 2 important`; severities that have none are left out. */
export function tally(counts: Pick<Report['counts'], 'critical' | 'important' | 'minor'>): string {
  const words: string[] = []
  for (const severity of ['critical', 'important', 'minor'] as const) {
    if (counts[severity] > 0) words.push(`${number(counts[severity])} ${severity}`)
  }
  return words.join(', ')
}
