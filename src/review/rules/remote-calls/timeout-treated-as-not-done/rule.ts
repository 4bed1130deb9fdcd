import type { Call, Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { anyOf, wordsOf } from '../../../source/program/words.ts'
import { isClause, namesAtom, visitAll } from '../../../source/walk.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { servicePlace } from '../commands.ts'

export default defineRule({
  id: 'timeout-treated-as-not-done',
  family: 'remote-calls',
  severity: 'important',
  title: 'A call that timed out is made again',
  problem:
    'A time-out says that the answer did not come, not that nothing was done: the server works on. The code makes the same call once more.',
  failureScenario: [
    'The server is slow, and the call times out.',
    'The server does what it was asked for.',
    'The call is made again, and the server does it twice.',
  ],
  impact: 'The effect happens twice: two charges, two messages, a counter that is too high.',
  guardsLookedFor: [
    'an identifier of the request that travels with it',
    'a question that changes nothing',
    'an outcome of its own for "unknown"',
  ],
  fix: {
    summary:
      'Make the identifier before the first try, let the server know it again, and make "unknown" an outcome of its own.',
    elixir:
      'try do\n  GenServer.call(Billing, {:charge, request.idempotency_key, request.amount}, 5_000)\ncatch\n  :exit, {:timeout, _} -> {:error, :unknown_outcome}\n  :exit, {reason, _} -> {:error, reason}\nend',
    erlang:
      'try gen_server:call(billing, {charge, RequestId, Amount}, 5000)\ncatch\n    exit:{timeout, _} -> {error, unknown_outcome};\n    exit:{Reason, _} -> {error, Reason}\nend',
    residualRisk: 'The server has to remember the identifiers for as long as somebody may ask again.',
  },
  sources: [
    'OTP kernel, erpc https://www.erlang.org/doc/apps/kernel/erpc.html: the function "may or may not" be applied',
  ],
  holds: 'calls that timed out are not simply made again',
  check(program) {
    const examined: Site<Call>[] = []
    const hits: Hit[] = []
    for (const site of calls(program)) {
      const clauses = onTimeout(site)
      if (clauses.length === 0) continue
      examined.push(site)
      const hit = judge(program, site, clauses)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

const called = [
  ['gen_server', 'call'],
  ['gen_statem', 'call'],
  ['rpc', 'call'],
  ['erpc', 'call'],
] as const

function calls(program: Program): Site<Call>[] {
  return called.flatMap(([module, name]) => program.callsOf(module, name))
}

/** Questions that change nothing, and words of an identifier that the other side may know again. */
const asking = new Set([
  'get',
  'read',
  'lookup',
  'list',
  'status',
  'info',
  'fetch',
  'find',
  'count',
  'query',
  'ping',
  'whereis',
  'state',
  'stat',
  'check',
  'is',
  'has',
  'member',
  'version',
  'wait',
  'join',
  'register',
])
const identifying = new Set([
  'id',
  'uuid',
  'ref',
  'request',
  'key',
  'idempotency',
  'token',
  'seq',
  'sequence',
  'txid',
])

/** Answers and exits that say nothing of what was done: nobody answered in time, or the link was lost. */
const unknownFate = ['timeout', 'nodedown', 'noconnection'] as const

/** The clauses that take a time-out of this call, or the loss of the link: of the try around it, or of the branch on its answer. */
function onTimeout(site: Site): Clause[] {
  const found: Clause[] = []
  let at: Expr = site.expr
  for (const next of [...ancestorsOf(site)].reverse()) {
    if (isClause(next)) break
    if (next.kind === 'try') found.push(...next.catches.filter(takesTimeout))
    if (next.kind === 'branch' && next.subject === at) found.push(...next.clauses.filter(takesTimeout))
    if (next.kind === 'try' && next.clauses.length > 0) found.push(...next.clauses.filter(takesTimeout))
    at = next
  }
  return found
}

function takesTimeout({ patterns }: Clause): boolean {
  return patterns.some((pattern) => namesAtom(pattern, ...unknownFate))
}

function judge(program: Program, site: Site<Call>, clauses: readonly Clause[]): Hit | null {
  const { expr, frame } = site
  const clause = clauses.find((each) => retryIn(each, site) !== null)
  const again = clause && retryIn(clause, site)
  if (!clause || !again) return null
  const isLate = clause.patterns.some((pattern) => namesAtom(pattern, 'timeout'))
  const words = new Set(expr.args.flatMap((arg) => [...wordsOf(arg)]))
  if (anyOf(words, identifying) || anyOf(words, asking)) return null
  if (frame.fn && /^(get|read|lookup|list|is|has|wait|fetch|find)/.test(frame.fn.name)) return null
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: `The clause for the ${isLate ? 'time-out' : 'lost link'} makes the same call again.`,
      site: { expr: again, frame },
    },
    {
      name: 'by-contract',
      text: isLate
        ? 'After a time-out the server may still do what it was asked for.'
        : 'When the link is lost the server may have done it already, and it lives on.',
    },
  ]
  const own = isLate ? {} : lostLink
  return {
    site,
    also: [{ expr: again, frame }],
    ...own,
    reasons: [...reasons, ...servicePlace(program, frame)],
  }
}

const lostLink = {
  problem:
    'A lost link says that the answer cannot come, not that nothing was done: the server may have done it, and works on behind the cut. The code asks once more, perhaps another node.',
  failureScenario: [
    'The server does what it was asked for.',
    'The link is lost before the answer comes.',
    'It is asked for again, and done twice; the two meet when the link is back.',
  ],
}

/** A call of the function itself, or of the same function of the server, in the clause for the time-out. */
function retryIn({ body }: Clause, { expr, frame }: Site<Call>): Expr | null {
  let again: Expr | null = null
  visitAll(body, (inner) => {
    if (inner.kind !== 'call' || again) return
    const isSelf =
      inner.module === frame.module?.name &&
      inner.name === frame.fn?.name &&
      inner.args.length >= frame.fn.minArity &&
      inner.args.length <= frame.fn.arity
    if (isSelf || (inner.module === expr.module && inner.name === expr.name)) again = inner
  })
  return again
}
