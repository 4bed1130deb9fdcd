import type { Expr, Op } from '../../source/form.ts'
import { namesOf } from '../../source/program/names.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { type Comparison, mirrored, needed, type Quantity, straight } from '../../source/program/quantity.ts'
import { anyOf, split, wordsOf } from '../../source/program/words.ts'
import { visit } from '../../source/walk.ts'
import { type Visible, visibleNodes } from '../visible-nodes.ts'
import { sideQuantity } from './sides.ts'
import { countWords, followerWords, lostWords, peerWords, quorumWords, sizeWords } from './vocabulary.ts'

/** `count >= half of size`: a comparison that decides whether enough agree. */
export interface Threshold {
  readonly site: Site<Op>
  readonly count: Site
  readonly limit: Site
  /** What is counted, and the number whose half is asked for: `length(Votes)`, `length(Voters)`. */
  readonly counted: Site
  readonly size: Site
  /** What is counted are those who are gone. */
  readonly countsLost: boolean
  /** Set where the size is the number of nodes that can be seen. */
  readonly sizeVisible: Visible | null
  readonly namesQuorum: boolean
  readonly namesCount: boolean
  /** The size where the code fixes it: a constant, or a list that is spelled out. */
  readonly fixedSize: number | null
  /** Nodes (the asking one included) that must agree in a cluster, or a side of it, of n nodes. */
  needs(n: number): number
  /** The same where those who are asked may leave out the one who asks; null where nothing hints at that. */
  readonly needsWithoutSelf: ((n: number) => number) | null
}

const known = new WeakMap<Program, readonly Threshold[]>()

/** Every comparison of a count of agreeing nodes with about half of a number of nodes. */
export function thresholds(program: Program): readonly Threshold[] {
  const before = known.get(program)
  if (before) return before
  const found: Threshold[] = []
  for (const site of program.comparisons()) {
    const threshold = read(program, site)
    if (threshold) found.push(threshold)
  }
  known.set(program, found)
  return found
}

function read(program: Program, site: Site<Op>): Threshold | null {
  const [left, right] = site.expr.args
  if (!left || !right) return null
  const { frame } = site
  const [a, b] = [
    { expr: left, frame },
    { expr: right, frame },
  ]
  return (
    ofSides(program, site, a, b, straight[site.expr.op]) ??
    ofSides(program, site, b, a, mirrored[site.expr.op])
  )
}

function ofSides(
  program: Program,
  site: Site<Op>,
  count: Site,
  limit: Site,
  comparison: Comparison | undefined,
): Threshold | null {
  if (!comparison) return null
  const threshold = sideQuantity(program, limit)
  const counted = sideQuantity(program, count)
  if (!threshold?.size || !counted?.size) return null
  // Also `2 * votes >= members`: what counts is how many must agree, not where the two is written.
  const plain = { comparison, threshold, counted, countsLost: false }
  if (!aboutHalf(needsOf(plain, false, false))) return null
  const { size } = threshold
  const sizeVisible = visibleSize(program, size)
  const countVisible = visibleSize(program, counted.size)
  const sizeNames = new Set([...namesOf(program, size), ...namesOf(program, limit)])
  const countNames = new Set([...namesOf(program, count), ...namesOf(program, counted.size)])
  const namesQuorum = anyOf(new Set([...sizeNames, ...split(site.frame.fn?.name ?? '')]), quorumWords)
  const namesCount = countVisible !== null || anyOf(countNames, countWords)
  if (!sizeVisible && !anyOf(sizeNames, sizeWords) && !namesQuorum) return null
  if (!namesCount && !namesQuorum) return null
  const model: Model = {
    comparison,
    threshold,
    counted,
    countsLost: countVisible === null && lostOf(count, countNames),
  }
  const others = (names: ReadonlySet<string>, visible: Visible | null, words: ReadonlySet<string>) =>
    visible ? !visible.self : anyOf(names, words)
  const sizeOthers = others(sizeNames, sizeVisible, followerWords)
  const needs = needsOf(model, sizeOthers, sizeOthers || others(countNames, countVisible, followerWords))
  const hinted = others(sizeNames, sizeVisible, peerWords) || others(countNames, countVisible, peerWords)
  return {
    site,
    count,
    limit,
    counted: counted.size,
    size,
    countsLost: model.countsLost,
    sizeVisible,
    namesQuorum,
    namesCount,
    fixedSize: fixedSize(program, size),
    needs,
    needsWithoutSelf: hinted && !sizeVisible ? needsOf(model, true, true) : null,
  }
}

interface Model {
  readonly comparison: Comparison
  readonly threshold: Quantity
  readonly counted: Quantity
  /** What is counted are those who are gone. */
  readonly countsLost: boolean
}

/** `Voters -- Down` are those who are left, though the words at the place speak of the lost. */
function lostOf({ expr }: Site, names: ReadonlySet<string>): boolean {
  return !leavesTheRest(expr) && countsLost(wordsOf(expr), names)
}

const subtracting: ReadonlySet<string> = new Set([
  'lists:subtract',
  'ordsets:subtract',
  'sets:subtract',
  'MapSet:difference',
])

function leavesTheRest(expr: Expr): boolean {
  let leaves = false
  visit(expr, (inner) => {
    if (inner.kind !== 'op' && inner.kind !== 'call') return
    const name = inner.kind === 'op' ? inner.op : `${inner.module}:${inner.name}`
    const [kept, taken] = inner.args
    if (!kept || !taken || !(name === '--' || subtracting.has(name))) return
    if (anyOf(wordsOf(taken), lostWords) && !anyOf(wordsOf(kept), lostWords)) leaves = true
  })
  return leaves
}

/** The words at the place decide; only where they say neither do those of where the count comes from. */
function countsLost(written: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  if (anyOf(written, lostWords)) return true
  return !anyOf(written, countWords) && !anyOf(all, countWords) && anyOf(all, lostWords)
}

/** The nodes that must agree, the asking one included, when the size or the count leaves that one out. */
function needsOf(model: Model, sizeWithoutSelf: boolean, countWithoutSelf: boolean): (n: number) => number {
  const { comparison, threshold, counted, countsLost } = model
  return (n) => {
    const limit = threshold.at(sizeWithoutSelf ? n - 1 : n)
    if (countsLost) return n - mostLost(comparison, limit)
    const asked = needed(comparison, limit)
    for (let agreeing = 1; agreeing <= n; agreeing++) {
      if (counted.at(countWithoutSelf ? agreeing - 1 : agreeing) >= asked) return agreeing
    }
    return n + 1
  }
}

/** `lost < t` and its negation `lost >= t` go on with fewer than t lost; `lost <= t` and `lost > t` with t as well. */
function mostLost(comparison: Comparison, limit: number): number {
  return comparison === '<' || comparison === '>=' ? Math.ceil(limit) - 1 : Math.floor(limit)
}

/** The number of nodes in a visible-nodes list: `length(nodes())`, a MapSet's size. */
function visibleSize(program: Program, { expr, frame }: Site): Visible | null {
  const [list] = expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'length' ? expr.args : []
  return list ? visibleNodes(program, { expr: list, frame }) : null
}

/** Whether a number grows with n like a half, at least up to a cap such as `min(3, majority)`: what a majority looks like, right or wrong. */
export function aboutHalf(at: (n: number) => number): boolean {
  const near = (n: number, by: number) => Math.abs(at(n) - n / 2) <= by
  if (near(40, 2) && near(100, 2) && near(101, 2)) return true
  const cap = at(100)
  return cap >= 2 && cap === at(60) && cap === at(200) && [2, 3, 4].every((n) => near(n, 1))
}

/** The size where the code spells it out: a constant number, or a list of voters. */
export function fixedSize(program: Program, { expr, frame }: Site): number | null {
  const list = expr.kind === 'call' && expr.name === 'length' ? expr.args[0] : expr
  if (list?.kind === 'list' && !list.tail) return list.items.length
  if (list?.kind !== 'constant') return null
  const value = program.constantAt(frame, list.name, list.start)?.value
  if (value?.kind === 'list' && !value.tail) return value.items.length
  return value?.kind === 'integer' ? value.value : null
}
