import type { Call, Op } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split, wordsOf } from '../../../source/program/words.ts'
import { isClause } from '../../../source/walk.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { stampOf, writerOf } from '../stamps.ts'
import { isWallClock } from '../wall-clock.ts'

const timeWords = new Set([
  't',
  'ts',
  'time',
  'timestamp',
  'stamp',
  'date',
  'datetime',
  'at',
  'modified',
  'mtime',
  'updated',
  'inserted',
  'created',
])
const mergeWords = new Set([
  'merge',
  'resolve',
  'resolver',
  'conflict',
  'reconcile',
  'lww',
  'sibling',
  'winner',
  'converge',
])
/** A clock that is no wall clock: it orders what it stamps. */
const ordered = new Set([
  'hlc',
  'hybrid',
  'lamport',
  'vclock',
  'vector',
  'version',
  'monotonic',
  'counter',
  'epoch',
  'logical',
])

/** The end of something is compared with now, not with another version. */
const ends = new Set([
  'expire',
  'expiry',
  'expired',
  'expiration',
  'deadline',
  'until',
  'ttl',
  'now',
  'timeout',
  'start',
  'end',
])

export default defineRule({
  id: 'clock-lww-timestamp',
  family: 'clocks',
  severity: 'important',
  title: 'A conflict is decided by the time stamps of two nodes',
  problem:
    'Two versions of one thing are compared by time stamps that different nodes made, and the later one wins. The node with the fast clock wins always.',
  failureScenario: [
    "Node a's clock is two seconds ahead. It writes at 12:00:02 by its own clock.",
    'A second later node b writes the same key, at 12:00:01 by its clock.',
    'The older write of a has the later stamp: the newer one of b is dropped, and nobody is told.',
  ],
  impact: 'Acknowledged writes are lost. Where two stamps are equal, two nodes may keep different versions.',
  guardsLookedFor: [
    'versions, vector clocks or a hybrid logical clock',
    'one process that writes all versions of a key',
    'stamps that one store makes',
  ],
  fix: {
    summary:
      'Compare versions that know what they have seen (a version vector, dots), keep both where neither knows the other, or let one process write each key. At the least break ties by something that is the same on every node.',
    elixir:
      'def resolve(a, b) do\n  case VersionVector.compare(a.vv, b.vv) do\n    :gt -> {:ok, a}\n    :lt -> {:ok, b}\n    :eq -> {:ok, a}\n    :concurrent -> {:conflict, [a, b]}\n  end\nend',
    erlang:
      'resolve(A, B) ->\n    case version_vector:compare(maps:get(vv, A), maps:get(vv, B)) of\n        gt -> {ok, A};\n        lt -> {ok, B};\n        eq -> {ok, A};\n        concurrent -> {conflict, [A, B]}\n    end.',
    residualRisk:
      'Siblings need somebody who joins them; a join must not depend on order or number of merges.',
  },
  sources: [
    'G. DeCandia et al., Dynamo, section 4.4 https://www.allthingsdistributed.com/files/amazon-dynamo-sosp2007.pdf',
    'Syn, event handler https://hexdocs.pm/syn/syn_event_handler.html',
  ],
  holds: 'no conflict is decided by the wall clocks of two nodes',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of comparisons(program)) {
      const judged = judge(program, site)
      if (!judged) continue
      examined.push(site)
      if (judged !== 'holds') hits.push(judged)
    }
    return { hits, examined }
  },
})

function* comparisons(program: Program): Iterable<Site<Op | Call>> {
  for (const site of program.comparisons()) if (/^[<>]=?$/.test(site.expr.op)) yield site
  for (const module of ['DateTime', 'NaiveDateTime'])
    for (const name of ['compare', 'before?', 'after?']) yield* program.callsOf(module, name)
}

function judge(program: Program, site: Site<Op | Call>): Hit | 'holds' | null {
  const { expr, frame } = site
  const [left, right] = expr.args.map((arg): Site => ({ expr: arg, frame }))
  if (!left || !right) return null
  // Most comparisons name no time: the words at the place are asked first, since they cost nothing.
  const named = [left, right].map((side) => anyOf(stemmed(wordsOf(side.expr)), timeWords))
  if (!named.includes(true)) return null
  if (!named.every(Boolean) && !(isStamp(left) && isStamp(right))) return null
  const [a, b] = [stampOf(left), stampOf(right)]
  const stamp = b ?? a
  if (!stamp) return null
  const merges = isMerge(site)
  const same = a !== null && b !== null && a.key === b.key
  // Either both are the same part of two versions in a merge, or one of them is read where other nodes write it.
  const stored =
    [left, right].map((side) => readFromMnesia(program, side)).find((found) => found !== null) ?? null
  const compared = same ? merges || stored : stored && (stampNamed(a) || stampNamed(b))
  if (!compared) return null
  const names = [left, right].flatMap((side) => [...wordsOf(side.expr)])
  for (const each of [a, b]) if (each) names.push(...split(each.key))
  if (anyOf(new Set(names), ordered)) return 'holds'
  if (anyOf(new Set(names), ends) || [left, right].some((side) => isNow(program, side))) return null
  const written =
    writerOf(program, stamp) ??
    [left, right].map((side) => sourceOf(program, side, 'wall-clock')).find(Boolean)
  const reasons: Reason[] = [{ name: 'shape', text: 'The later of two stamps wins.' }]
  if (written)
    reasons.push({
      name: 'followed',
      text: 'The stamp is read from the wall clock of the node that writes.',
      site: written,
    })
  if (merges) reasons.push({ name: 'named', text: 'The code calls it a merge, a conflict or a resolution.' })
  if (stored)
    reasons.push({
      name: 'shared-state',
      text: 'One of the stamps is read from a table that other nodes write.',
      site: stored,
    })
  if (decides(site)) reasons.push({ name: 'decides', text: 'The comparison decides which one is kept.' })
  return { site, reasons: [...reasons, ...placeReasons(frame)] }
}

function isNow(program: Program, side: Site): boolean {
  return origins(program, side).some(({ expr }) => expr.kind === 'call' && isWallClock(expr))
}

/** Named as a time, by itself or by its key. */
function isStamp(site: Site): boolean {
  return anyOf(stemmed(wordsOf(site.expr)), timeWords) || stampNamed(stampOf(site))
}

function stampNamed(stamp: ReturnType<typeof stampOf>): boolean {
  return stamp !== null && anyOf(stemmed(split(stamp.key)), timeWords)
}

/** `TS1`, `time_a` and `LocalTime` without their numbers. */
function stemmed(words: Iterable<string>): ReadonlySet<string> {
  return new Set([...words].map((word) => word.replace(/\d+$/, '')))
}

/** The function, the variable that holds the fun, or the clause's own head speaks of merging. */
function isMerge(site: Site): boolean {
  const { fn, clause } = site.frame
  const words = new Set(split(fn?.name ?? ''))
  for (const above of ancestorsOf(site)) {
    if (isClause(above)) continue
    if (above.kind === 'match' && above.pattern.kind === 'var')
      for (const word of split(above.pattern.name)) words.add(word)
  }
  if (anyOf(words, mergeWords)) return true
  return clause.patterns.some((pattern) => pattern.kind === 'atom' && mergeWords.has(pattern.name))
}

function readFromMnesia(program: Program, side: Site): Site | null {
  const source = sourceOf(program, side, 'store-read')
  return source?.expr.kind === 'call' && source.expr.module === 'mnesia' ? source : null
}
