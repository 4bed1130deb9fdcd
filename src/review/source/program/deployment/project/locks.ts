import type { Expr } from '../../../form.ts'
import type { Program, SourceFile } from '../../program.ts'
import { nameOf, pairOf, pairsOf } from '../literal.ts'
import { frameOf, type Placed } from '../placed.ts'
import type { Dependency } from './dependencies.ts'

interface Lock {
  readonly name: string
  readonly version: Placed<string>
  readonly source: 'registry' | 'git'
  /** The folder of the lock file. */
  readonly folder: string
}

/** Dependencies with what the nearest lock file above says of them, then those that only lock files know. */
export function withLocks(program: Program, declared: readonly Dependency[]): readonly Dependency[] {
  const locks = new Map<string, Lock[]>()
  for (const file of program.files) {
    for (const lock of locksOf(file)) {
      const known = locks.get(lock.name)
      if (known) known.push(lock)
      else locks.set(lock.name, [lock])
    }
  }
  const used = new Set<Lock>()
  const found = declared.map((dependency) => {
    const lock = nearest(locks.get(dependency.name) ?? [], dependency.folder)
    if (lock) used.add(lock)
    return lock ? { ...dependency, locked: lock.version } : dependency
  })
  for (const lock of [...locks.values()].flat()) {
    if (used.has(lock)) continue
    const { name, version, source, folder } = lock
    const { site } = version
    found.push({ name, requirement: null, locked: version, source, only: null, direct: false, folder, site })
  }
  return found
}

function nearest(locks: readonly Lock[], folder: string): Lock | null {
  let best: Lock | null = null
  for (const lock of locks) {
    const above = lock.folder === '' || folder === lock.folder || folder.startsWith(`${lock.folder}/`)
    if (above && (best === null || lock.folder.length > best.folder.length)) best = lock
  }
  return best
}

function locksOf(file: SourceFile): Lock[] {
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))
  if (/(^|\/)mix\.lock$/.test(file.path)) return mixLocks(file, folder)
  return /(^|\/)rebar\.lock$/.test(file.path) ? rebarLocks(file, folder) : []
}

/** `"name": {:hex, :name, "1.2.3", …}` or `{:git, url, revision, …}`. */
function mixLocks(file: SourceFile, folder: string): Lock[] {
  const frame = frameOf(file)
  return file.form.body.flatMap((term) =>
    pairsOf(term).flatMap(({ key, value }): Lock[] => {
      if (value.kind !== 'tuple') return []
      const version = nameOf(value.items[2])
      if (version === null) return []
      const source = nameOf(value.items[0]) === 'git' ? 'git' : 'registry'
      return [{ name: key, version: { value: version, site: { expr: value, frame } }, source, folder }]
    }),
  )
}

/** `{<<"name">>, {pkg, <<"name">>, <<"1.2.3">>}, Level}` or `{git, url, {ref, revision}}`. */
function rebarLocks(file: SourceFile, folder: string): Lock[] {
  const frame = frameOf(file)
  const found: Lock[] = []
  const take = (expr: Expr | undefined) => {
    if (expr?.kind !== 'list') return
    for (const item of expr.items) {
      const [first, from] = item.kind === 'tuple' ? item.items : []
      const name = nameOf(first)
      if (name === null || from?.kind !== 'tuple') continue
      const git = nameOf(from.items[0]) === 'git'
      const last = from.items[2]
      const version = nameOf(git && last?.kind === 'tuple' ? last.items[1] : last)
      if (version === null) continue
      const site = { expr: item, frame }
      found.push({ name, version: { value: version, site }, source: git ? 'git' : 'registry', folder })
    }
  }
  for (const term of file.form.body) {
    // A versioned lock file is `{"1.2.0", Locks}.`; the checksums that follow are a list of other pairs.
    if (term.kind === 'tuple') take(term.items[1])
    else if (!pairOf(term, 'pkg_hash')) take(term)
  }
  return found
}
