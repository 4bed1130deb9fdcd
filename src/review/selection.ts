import type { Entry, Skipped, Snapshot } from './checkout/snapshot.ts'
import { Refusal } from './refusal.ts'
import { documentLimit, isDocument } from './source/program/deployment/paths.ts'
import { pathClass } from './source/program/path-class.ts'
import { isSource, languageOf } from './source/reading.ts'

export interface Selection {
  /** Paths relative to the root, without slashes at the ends; empty for the whole repository. */
  readonly paths: readonly string[]
  inScope(path: string): boolean
  /** Rules look at it: everything but tests, and those too where somebody names them. */
  judged(path: string): boolean
  /** Files to read: those in scope first, then the rest of the program as context. */
  readonly wanted: readonly Entry[]
  /** In scope and not read by what they are: templates, links, submodules. */
  readonly skipped: readonly Skipped[]
}

/** Resolves the paths of a request against a snapshot. Throws a Refusal for a path that is not there or holds no BEAM code. */
export function select(snapshot: Snapshot, paths: readonly string[], where: string): Selection {
  const normal = [...new Set(paths.map(normalise))].filter((path) => path !== '')
  const whole = normal.length < new Set(paths.map(normalise)).size || normal.length === 0
  const scope = whole ? [] : normal
  const inScope = (path: string) =>
    scope.length === 0 || scope.some((root) => path === root || path.startsWith(`${root}/`))
  for (const path of scope) requirePath(snapshot, path, where)
  const asksForTests = scope.some((root) => isTest(root) || isTest(`${root}/_`))
  const judged = (path: string) => !isTest(path) || (asksForTests && inScope(path))
  const inside: Entry[] = []
  const context: Entry[] = []
  for (const entry of snapshot.entries) {
    if (isWanted(entry)) (inScope(entry.path) ? inside : context).push(entry)
  }
  if (!inside.some(({ path }) => isSource(path))) {
    const place = scope.length === 0 ? where : `${scope.map((path) => `\`${path}\``).join(', ')} of ${where}`
    throw new Refusal(
      'nothing-to-review',
      `There is no Elixir or Erlang file in ${place}.`,
      suggestion(snapshot),
    )
  }
  const templates = snapshot.entries.filter(({ path }) => /\.[lh]?eex$/.test(path) && inScope(path))
  const skipped = [
    ...snapshot.skipped.filter(({ path }) => inScope(path) && languageOf(path) !== null),
    ...templates.map(({ path }) => ({ path, reason: 'a template' })),
  ]
  return { paths: scope, inScope, judged, wanted: [...inside, ...context], skipped }
}

/** Code, data of its languages, and the documents that say what runs; templates of other kinds are no concern. */
function isWanted({ path, size }: Entry): boolean {
  return languageOf(path) !== null || (size <= documentLimit && isDocument(path))
}

function isTest(path: string): boolean {
  return pathClass(path) === 'test'
}

function normalise(path: string): string {
  const trimmed = path
    .trim()
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
  if (trimmed.startsWith('/') || trimmed.split('/').includes('..')) {
    throw new Refusal(
      'path',
      `\`${path}\` leads out of the repository.`,
      'Name a path relative to its root, as in `lib/cluster`.',
    )
  }
  return trimmed === '.' ? '' : trimmed
}

function requirePath(snapshot: Snapshot, path: string, where: string): void {
  if (snapshot.entries.some((entry) => entry.path === path || entry.path.startsWith(`${path}/`))) return
  const skipped = snapshot.skipped.find((entry) => entry.path === path)
  if (skipped)
    throw new Refusal(
      'path',
      `\`${path}\` of ${where} is not read: ${skipped.reason}.`,
      'Name the file or folder that it stands for.',
    )
  const near = nearPath(snapshot, path)
  throw new Refusal(
    'path',
    `\`${path}\` is not in ${where}.`,
    near ? `Did you mean \`${near}\`?` : suggestion(snapshot),
  )
}

/** A folder or file with the same last part, or whose path differs in little. */
function nearPath(snapshot: Snapshot, path: string): string | null {
  const known = new Set<string>()
  for (const entry of snapshot.entries) {
    const parts = entry.path.split('/')
    for (let depth = 1; depth <= parts.length; depth++) known.add(parts.slice(0, depth).join('/'))
  }
  const last = path.split('/').at(-1)?.toLowerCase()
  let best: string | null = null
  for (const candidate of known) {
    const name = candidate.split('/').at(-1)?.toLowerCase()
    if (name !== last && !sameButForOne(candidate, path)) continue
    if (best === null || candidate.length < best.length) best = candidate
  }
  return best
}

/** One character more, less or other, or two neighbours swapped. */
function sameButForOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  )
}

function suggestion(snapshot: Snapshot): string {
  const folders = new Set<string>()
  for (const { path } of snapshot.entries) {
    if (isSource(path) && path.includes('/')) folders.add(path.split('/', 1)[0] as string)
  }
  if (folders.size === 0) return 'Name a repository that has .ex, .exs, .erl or .hrl files.'
  const named = [...folders].slice(0, 5).map((folder) => `\`${folder}\``)
  return `There is some in ${named.join(', ')}.`
}
