import type { Call, Op } from '../../../source/form.ts'
import { namesOf } from '../../../source/program/names.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { stampOf, writerOf } from '../stamps.ts'
import { terms, wallClock } from '../wall-clock.ts'
import { type Elapsed, elapsedTimes } from './elapsed.ts'
import { isOwnTime, setByThisServer } from './one-process.ts'

const ownership = new Set([
  'lease',
  'leased',
  'lock',
  'locked',
  'locker',
  'leader',
  'leadership',
  'owner',
  'ownership',
  'holder',
  'heartbeat',
  'claimed',
  'master',
])
/** Dates for people, and locks of accounts: right on the wall clock. */
const humanScale = new Set([
  'token',
  'session',
  'jwt',
  'oauth',
  'otp',
  'invite',
  'invitation',
  'card',
  'cookie',
  'invoice',
  'password',
  'login',
  'user',
  'account',
  'attempt',
  'certificate',
  'cert',
  'license',
  'subscription',
  'cache',
  'email',
])

export default defineRule({
  id: 'clock-wall-lease',
  family: 'clocks',
  severity: 'important',
  title: 'A lease is decided by the wall clock',
  problem:
    'Whether a lease or lock still holds is decided by comparing the wall clock with a stored time. The clocks of two nodes differ, and from OTP 26 on system time may jump on one node as well (`os:system_time` and `DateTime.utc_now` on every version).',
  failureScenario: [
    'Node a takes the lease; its end is written in wall-clock time.',
    "Node b's clock runs ahead, or NTP steps it forward.",
    'For b the lease has ended while a still holds it: both act as the owner.',
  ],
  impact: 'Two owners at once, or a lease that nobody can take until a clock has caught up.',
  guardsLookedFor: [
    'the time set and checked by one server (the database’s `now()`)',
    'a fencing token at the resource',
    'a date on a human scale',
  ],
  fix: {
    summary:
      'Let one store judge the expiry with its own clock, and check a fencing token at the resource. A holder counts from before it asked, on its own monotonic clock, and stops early.',
    elixir:
      'import Ecto.Query\n\nfrom(l in "leases",\n  where: l.name == ^name and (l.expires_at < fragment("now()") or l.owner == ^owner),\n  update: [set: [owner: ^owner, expires_at: fragment("now() + interval \'15 seconds\'")], inc: [token: 1]],\n  select: l.token\n)\n|> repo.update_all([])',
    erlang:
      '%% the store compares its own now() with expires_at; the token goes with every write\nepgsql:equery(C,\n  "UPDATE leases SET owner = $2, expires_at = now() + interval \'15 seconds\', token = token + 1 "\n  "WHERE name = $1 AND (expires_at < now() OR owner = $2) RETURNING token", [Name, Owner]).',
    residualRisk:
      'A holder that is paused (garbage collection, a suspended machine) may act after its lease: only the token at the resource stops it. Monotonic time must not be stored or sent: each VM has its own zero.',
  },
  sources: [
    'Erlang, time and time correction https://www.erlang.org/doc/apps/erts/time_correction.html',
    'M. Kleppmann, How to do distributed locking https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
  ],
  holds: 'leases and locks are not decided by the wall clock',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of timesCompared(program)) {
      const judged = judge(program, site)
      if (!judged) continue
      examined.push(site)
      if (judged !== 'holds') hits.push(judged)
    }
    const judged = new Set(examined.map(({ expr }) => expr))
    for (const elapsed of elapsedTimes(program)) {
      if (judged.has(elapsed.site.expr) || isForPeople(program, elapsed)) continue
      examined.push(elapsed.site)
      hits.push(measured(program, elapsed))
    }
    return { hits, examined }
  },
})

function isForPeople(program: Program, { site, earlier }: Elapsed): boolean {
  const names = new Set([...split(site.frame.fn?.name ?? ''), ...namesOf(program, earlier)])
  return anyOf(names, humanScale)
}

/** One node measures how long something takes: a step of its clock moves the decision, and nobody else's. */
function measured(program: Program, { site, now, earlier }: Elapsed): Hit {
  const stamp = stampOf(earlier)
  const kept = stamp && writerOf(program, stamp)
  const reasons: Reason[] = [
    { name: 'shape', text: 'The time that has passed is the difference of two readings of the wall clock.' },
    { name: 'followed', text: 'The wall clock is read here.', site: now },
    { name: 'decides', text: 'The difference decides what happens.' },
    { name: 'one-process', text: 'Both readings are of one node: monotonic time would do.' },
  ]
  return {
    site,
    ...(kept && kept.expr !== now.expr ? { also: [kept] } : {}),
    severity: 'minor',
    problem:
      'How long something took, or may still take, is measured by the wall clock. When the clock is stepped, by NTP or by hand, the wait ends at once or lasts longer by the step.',
    failureScenario: [
      'The first reading is taken and kept.',
      'NTP steps the clock by a minute.',
      'The difference is a minute too large, or negative: the decision comes too early or too late.',
    ],
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}

/** Comparisons by operator, and by the functions that read better. */
function timesCompared(program: Program): Site<Op | Call>[] {
  const named = ['DateTime', 'NaiveDateTime'].flatMap((module) =>
    ['before?', 'after?'].flatMap((name) => program.callsOf(module, name)),
  )
  return [...program.comparisons(), ...named]
}

function judge(program: Program, site: Site<Op | Call>): Hit | 'holds' | null {
  const { frame } = site
  const all = site.expr.args.flatMap(terms).map((expr) => ({ expr, frame }))
  // Most comparisons have no such word in reach; asking the words first keeps this rule cheap.
  const functionWords = new Set(split(frame.fn?.name ?? ''))
  const owned = all.filter((term) => anyOf(namesOf(program, term), ownership))
  if (owned.length === 0 && !anyOf(functionWords, ownership)) return null
  const clocks = all.map((term) => ({ term, clock: wallClock(program, term) }))
  const now =
    clocks.find(({ clock, term }) => clock && !owned.includes(term))?.clock ??
    clocks.find(({ clock }) => clock)?.clock
  if (!now) return owned.length > 0 && comparesTime(program, all) ? 'holds' : null
  const compared = clocks
    .filter(({ clock, term }) => !clock && term.expr.kind !== 'integer' && term.expr.kind !== 'atom')
    .map(({ term }) => term)
  const names = new Set([...compared.flatMap((term) => [...namesOf(program, term)]), ...functionWords])
  if (anyOf(names, humanScale)) return null
  const started = clocks.filter(({ clock }) => clock).length > 1
  if (compared.length === 0 && !started) return null
  const reasons: Reason[] = [
    { name: 'shape', text: 'A time is compared with the wall clock.' },
    { name: 'followed', text: 'The wall clock is read here.', site: now },
  ]
  if (compared.some((term) => owned.includes(term)))
    reasons.push({ name: 'named', text: 'What it is compared with is named as a lease, lock or owner.' })
  if (decides(site)) reasons.push({ name: 'decides', text: 'The comparison decides what happens.' })
  if (anyOf(names, marginWords))
    reasons.push({
      name: 'handled-otherwise',
      text: 'A margin for the error of the clock is in the comparison.',
    })
  const own = compared.some((term) => isOwnTime(program, term, namesOf(program, term)))
  const exprs = compared.map(({ expr }) => expr)
  const local = started || own || setByThisServer(program, site, exprs)
  if (local)
    reasons.push({
      name: 'one-process',
      text: 'One process reads and writes both times: monotonic time would do.',
    })
  const written = local ? [] : writersOf(program, compared, now)
  return {
    site,
    ...(written.length > 0 ? { also: written } : {}),
    reasons: [...reasons, ...placeReasons(frame)],
    ...(local ? { severity: 'minor' as const } : {}),
  }
}

/** Where the stored times are read from the clock of whoever takes the lease: the other half of the same comparison. */
function writersOf(program: Program, compared: readonly Site[], now: Site): Site[] {
  const found = new Set<Site>()
  for (const term of compared) {
    const stamp = stampOf(term)
    // A key of a plain map may be that of another map of the module.
    if (!stamp || stamp.owner === (term.frame.module?.name ?? term.frame.file.path)) continue
    const written = writerOf(program, stamp)
    if (written && written.expr !== now.expr && written.frame.file.pathClass === 'service') found.add(written)
  }
  return [...found]
}

const marginWords = new Set(['margin', 'skew', 'drift', 'error', 'uncertainty', 'epsilon'])
const timeWords = new Set([
  'expire',
  'expiry',
  'expired',
  'expiration',
  'deadline',
  'until',
  'at',
  'time',
  'ttl',
  'valid',
  'timestamp',
])

function comparesTime(program: Program, all: readonly Site[]): boolean {
  return all.some((term) => anyOf(namesOf(program, term), timeWords))
}
