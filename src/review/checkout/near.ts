import { isRefName } from './refname.ts'

/** What a repository has, as far as it can be suggested to somebody who asked for something else. */
export interface RefNames {
  readonly branches: readonly string[]
  readonly tags: readonly string[]
  /** The branch that HEAD names. */
  readonly head: string | null
}

/** The sentence that follows "no such ref": up to three near names, else the default branch. */
export function suggestion(asked: string, names: RefNames): string {
  const near = nearNames(asked, [...names.branches, ...names.tags])
  if (near.length > 0) return `Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?`
  if (names.head && isRefName(names.head)) return `The default branch is \`${names.head}\`.`
  return 'Give a branch, a tag or a full commit id.'
}

function nearNames(asked: string, names: readonly string[]): string[] {
  const wanted = asked.toLowerCase()
  const scored: { readonly name: string; readonly distance: number }[] = []
  for (const name of new Set(names)) {
    if (!isRefName(name) || name.length > 100) continue
    const have = name.toLowerCase()
    const distance = distanceBetween(wanted.slice(0, 100), have)
    const contains = wanted.length >= 3 && (have.includes(wanted) || wanted.includes(have))
    if (contains || distance <= Math.max(1, Math.floor(wanted.length / 3))) scored.push({ name, distance })
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return scored.slice(0, 3).map((entry) => entry.name)
}

/** Edits between two words where a swap of neighbours counts as one (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
