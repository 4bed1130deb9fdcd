import type { Op } from '../../source/form.ts'
import type { Program, Site } from '../../source/program.ts'
import {
  type Comparison,
  mirrored,
  needed,
  type Quantity,
  quantity,
  straight,
} from '../../source/quantity.ts'
import { anyOf, split, wordsOf } from '../../source/words.ts'
import { type Visible, visibleNodes } from '../visible-nodes.ts'

const sizeWords = new Set([
  'member',
  'voter',
  'replica',
  'node',
  'peer',
  'server',
  'cluster',
  'participant',
  'candidate',
  'follower',
  'acceptor',
  'replication',
  'quorum',
  'majority',
])
const countWords = new Set([
  'vote',
  'voted',
  'ack',
  'acked',
  'acknowledged',
  'reachable',
  'alive',
  'up',
  'online',
  'visible',
  'connected',
  'running',
  'confirm',
  'confirmed',
  'confirmation',
  'granted',
  'grant',
  'success',
  'response',
  'reply',
  'available',
  'node',
  'member',
  'promise',
  'accepted',
])
/** Counts of those who are gone: few enough of them is what passes. */
const lostWords = new Set([
  'not',
  'dead',
  'down',
  'lost',
  'missing',
  'failed',
  'failure',
  'unreachable',
  'offline',
  'absent',
  'stopped',
  'nack',
  'rejected',
  'error',
  'unavailable',
  'suspected',
  'crashed',
])
const quorumWords = new Set(['quorum', 'majority'])
/** Names of those who are asked: they may leave out the one who asks. */
const otherWords = new Set(['peer', 'other', 'follower', 'remote', 'neighbour', 'neighbor', 'friend', 'rest'])

/** `count >= half of size`: a comparison that decides whether enough agree. */
export interface Threshold {
  readonly site: Site<Op>
  readonly count: Site
  readonly limit: Site
  /** The run-time size in the threshold. */
  readonly size: Site
  /** Set where the size is the number of nodes that can be seen. */
  readonly sizeVisible: Visible | null
  readonly countVisible: Visible | null
  readonly namesQuorum: boolean
  readonly namesCount: boolean
  /** What is counted may leave out the node itself. */
  readonly mayExcludeSelf: boolean
  /** The size where the code fixes it. */
  readonly fixedSize: number | null
  /** Nodes (the asking one included) that must agree in a cluster, or a side of it, of n nodes. */
  needs(n: number): number
}

/** Every comparison of a count of agreeing nodes with about half of a number of nodes. */
export function thresholds(program: Program): Threshold[] {
  const found: Threshold[] = []
  for (const site of program.comparisons()) {
    const threshold = read(program, site)
    if (threshold) found.push(threshold)
  }
  return found
}

function read(program: Program, site: Site<Op>): Threshold | null {
  const [left, right] = site.expr.args
  if (!left || !right) return null
  const { frame } = site
  return (
    ofSides(program, site, { expr: left, frame }, { expr: right, frame }, straight[site.expr.op]) ??
    ofSides(program, site, { expr: right, frame }, { expr: left, frame }, mirrored[site.expr.op])
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
  const threshold = quantity(program, limit)
  if (!threshold?.size || !aboutHalf(threshold)) return null
  const counted = quantity(program, count)
  if (!counted?.size) return null
  const size = threshold.size
  const sizeVisible = visibleSize(program, size)
  const countVisible = visibleSize(program, counted.size)
  const sizeNames = wordsOf(size.expr)
  const limitNames = new Set([...wordsOf(limit.expr), ...split(site.frame.fn?.name ?? '')])
  const countNames = new Set([...wordsOf(count.expr), ...wordsOf(counted.size.expr)])
  const namesQuorum = anyOf(limitNames, quorumWords)
  const namesCount = countVisible !== null || anyOf(countNames, countWords)
  if (!sizeVisible && !anyOf(sizeNames, sizeWords) && !namesQuorum) return null
  if (!namesCount && !namesQuorum) return null
  const countsLost = countVisible === null && anyOf(countNames, lostWords)
  const visibleOthers = countVisible !== null && !countVisible.self ? 1 : 0
  const sizeOthers = sizeVisible !== null && !sizeVisible.self ? 1 : 0
  return {
    site,
    count,
    limit,
    size,
    sizeVisible,
    countVisible,
    namesQuorum,
    namesCount,
    mayExcludeSelf:
      (!countVisible && anyOf(countNames, otherWords)) ||
      (!sizeVisible && anyOf(sizeNames, otherWords)) ||
      oneAdded(threshold),
    fixedSize: size.expr.kind === 'constant' ? fixedValue(program, size) : null,
    needs: (n) => {
      const limit = threshold.at(n - sizeOthers)
      if (countsLost) return n - mostLost(comparison, limit)
      const asked = needed(comparison, limit)
      for (let agreeing = 0; agreeing <= n; agreeing++)
        if (counted.at(agreeing - visibleOthers) >= asked) return agreeing
      return n + 1
    },
  }
}

/** `lost < t` and its negation `lost >= t` go on with fewer than t lost; `lost <= t` and `lost > t` with t itself as well. */
function mostLost(comparison: Comparison, limit: number): number {
  return comparison === '<' || comparison === '>=' ? Math.ceil(limit) - 1 : Math.floor(limit)
}

/** The number of nodes in a visible-nodes list: `length(nodes())`, a MapSet's size. */
function visibleSize(program: Program, { expr, frame }: Site): Visible | null {
  const [list] = expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'length' ? expr.args : []
  return list ? visibleNodes(program, { expr: list, frame }) : null
}

/** Whether it grows with the size like a half: what a majority looks like, right or wrong. */
export function aboutHalf(threshold: Quantity): boolean {
  return [40, 100, 101].every((n) => Math.abs(threshold.at(n) - n / 2) <= 2)
}

/** `div(length(peers) + 1, 2)`: the size is written as the others plus one. */
function oneAdded(threshold: Quantity): boolean {
  const { size } = threshold
  return size !== null && size.expr.kind === 'op' && size.expr.op === '+'
}

function fixedValue(program: Program, size: Site): number | null {
  if (size.expr.kind !== 'constant') return null
  const constant = program.constantAt(size.frame, size.expr.name, size.expr.start)
  return constant?.value.kind === 'integer' ? constant.value.value : null
}
