import type { Branch, Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { type Access, accesses, isWrite } from '../../../source/program/stores/index.ts'
import { split } from '../../../source/program/words.ts'
import { isClause, visit, visitClause } from '../../../source/walk.ts'
import { pausedHolder } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

export default defineRule({
  id: 'leader-no-fencing',
  family: 'leadership',
  severity: 'critical',
  title: 'A leader writes without a token that the store checks',
  problem:
    'Being the leader, or holding the lock, is checked before the write and not by it. A holder that is paused between the two writes after its successor.',
  failureScenario: [
    'a is the leader, checks it, and is paused (a garbage collection, a virtual machine that is moved, the network).',
    'Its lease ends; b becomes the leader and writes.',
    'a wakes after its check and writes over it.',
  ],
  impact: 'The write of the right leader is lost, and nobody is told.',
  guardsLookedFor: [
    'a term, an epoch, a version or a token in what is written or in its condition',
    'lock and write in one transaction',
    'a write that is the same however often it is done',
  ],
  fix: {
    summary: 'Write with a number that grows with each leader, and let the store refuse an older one.',
    elixir:
      'def write_fenced(repo, id, value, token) do\n  import Ecto.Query\n  q = from(r in "resources", where: r.id == ^id and r.fence <= ^token)\n\n  case repo.update_all(q, set: [value: value, fence: token]) do\n    {1, _} -> :ok\n    {0, _} -> {:error, :fenced_off}\n  end\nend',
    erlang:
      'write_fenced(Id, Value, Token) ->\n    mnesia:transaction(fun() ->\n        case mnesia:wread({resource, Id}) of\n            [{resource, Id, _, Fence}] when Fence > Token -> mnesia:abort(fenced_off);\n            _ -> mnesia:write({resource, Id, Value, Token})\n        end\n    end).',
    residualRisk:
      'Effects on something that checks no token (mail, a foreign service) need a key by which doubles are seen.',
  },
  sources: [
    'M. Kleppmann, How to do distributed locking https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
    'Redis, distributed locks https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/',
  ],
  holds: 'leaders write with a token, or not at all',
  candidate: true,
  check(program) {
    const examined: Site[] = []
    const hits: Hit[] = []
    const seen = new Set<unknown>()
    for (const access of accesses(program)) {
      if (!isWrite(access) || !shared.has(access.store)) continue
      const guard = leaderCheck(access.site)
      if (!guard) continue
      examined.push(access.site)
      if (seen.has(guard.expr) || access.transaction || carriesToken(access, guard)) continue
      seen.add(guard.expr)
      hits.push(hitOf(access, guard))
    }
    return { hits, examined }
  },
})

const shared: ReadonlySet<Access['store']> = new Set(['ecto', 'redis', 'mnesia', 'dets', 'khepri'])

function hitOf(access: Access, guard: Site): Hit {
  const result = pausedHolder({ ttlMs: 15_000, pauseMs: 20_000, fenced: false })
  const reasons: Reason[] = [
    { name: 'shape', text: 'A write follows a check of leadership or of a lock.', site: guard },
    { name: 'shared-state', text: `It goes to a store that others write as well (${access.store}).` },
  ]
  return {
    site: access.site,
    ...(result.answer === 'broken' ? { witness: result } : {}),
    reasons: [...reasons, ...placeReasons(access.site.frame)],
  }
}

const checks =
  /^(?:am_i_|am_|is_|i_am_)?(?:the_)?(?:leader|primary|master)(?:_node|_now|_here)?\??$|^(?:try_)?(?:acquire|take|obtain|get|grab)_(?:the_)?(?:lock|lease|leadership)|^(?:lock|lease)_(?:acquired|held)\??$|^has_(?:lock|lease)\??$/

/** The call around a write whose positive answer lets it through. */
function leaderCheck(site: Site): Site | null {
  const above = ancestorsOf(site)
  for (const [index, each] of above.entries()) {
    if (isClause(each) || each.kind !== 'branch' || !each.subject) continue
    const clause = above[index + 1]
    const call = checkIn(each.subject)
    if (call && clause && isClause(clause) && isPositive(each, clause))
      return { expr: call, frame: site.frame }
  }
  return null
}

function checkIn(subject: Expr): Expr | null {
  if (subject.kind === 'call') return checks.test(subject.name) ? subject : null
  if (subject.kind === 'op' && subject.op === 'and') {
    for (const part of subject.args) {
      const found = checkIn(part)
      if (found) return found
    }
  }
  return null
}

function isPositive({ clauses }: Branch, clause: Clause): boolean {
  const [pattern] = clause.patterns
  if (pattern?.kind === 'atom') return ['true', 'ok', 'acquired', 'locked', 'leader'].includes(pattern.name)
  if (pattern?.kind === 'tuple') return pattern.items[0]?.kind === 'atom' && pattern.items[0].name === 'ok'
  return pattern?.kind === 'var' && clauses.indexOf(clause) === 0
}

const tokens: ReadonlySet<string> = new Set([
  'term',
  'epoch',
  'version',
  'fence',
  'fencing',
  'token',
  'revision',
  'generation',
  'vsn',
])

/** A number that grows with each holder is in the write, or in the code between check and write. */
function carriesToken({ site }: Access, guard: Site): boolean {
  const branch = ancestorsOf(site).find(
    (above): above is Branch => !isClause(above) && above.kind === 'branch' && holds(above, guard.expr),
  )
  let found = false
  const look = (expr: Expr) => {
    const name = 'name' in expr ? expr.name : null
    if (name && split(name).some((word) => tokens.has(word))) found = true
  }
  for (const clause of branch?.clauses ?? []) visitClause(clause, look)
  return found
}

function holds({ subject }: Branch, wanted: Expr): boolean {
  let found = false
  if (subject)
    visit(subject, (expr) => {
      if (expr === wanted) found = true
    })
  return found
}
