import type { Mend } from '../../../fixes/rewrite.ts'
import { keyOf } from '../../../source/key.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { askedBySelf, askedHere } from './asking.ts'
import { type Lock, locks } from './lock.ts'
import { isConstant, isResourceName } from './requester.ts'
import { refusalsPassedOn } from './wrapped.ts'

export default defineRule({
  id: 'global-lock-partial',
  family: 'registries',
  severity: 'important',
  title: 'A lock that does not exclude',
  problem:
    'A lock of `global` is `{Resource, Requester}`: the same requester passes again, on any node. This requester is the same for every caller, so the lock excludes nobody.',
  failureScenario: [
    'Process p on node a takes the lock.',
    'Process q on node b asks with the same requester: for `global` it is the one that holds the lock.',
    'p and q are inside at the same time.',
  ],
  impact:
    'What the lock protects runs twice at once. Two different requesters of one resource name still exclude each other, so it works in a test with one caller and fails in production.',
  guardsLookedFor: [
    '`self()`, a pid or a reference as the requester',
    'the own node as the requester with one asking process per node',
    'one owner process that asks alone',
  ],
  fix: {
    summary: 'Make the requester the process that asks, limit the retries, and handle `aborted`.',
    elixir:
      'case :global.trans({:rebalance, self()}, fn -> rebalance() end, [node() | Node.list()], 3) do\n  :aborted -> {:error, :locked}\n  result -> {:ok, result}\nend',
    erlang:
      'case global:trans({rebalance, self()}, fun rebalance/0, [node() | nodes()], 3) of\n    aborted -> {error, locked};\n    Result -> {ok, Result}\nend',
    residualRisk:
      'The lock is taken on the visible nodes: each side of a cut can take it. Where that matters, lock in a store that has a quorum.',
  },
  sources: ['OTP kernel, global:set_lock/3 https://www.erlang.org/doc/apps/kernel/global.html'],
  holds: 'locks of `global` have a requester of their own',
  check(program) {
    const all = locks(program)
    const hits: Hit[] = []
    for (const lock of all) {
      const [caller, ...callers] = refusalsPassedOn(program, lock)
      if (caller) hits.push({ ...ofRefusal(caller, lock), also: callers })
      const reasons =
        sharedRequester(program, lock) ?? nested(lock, all) ?? answerIgnored(lock) ?? withoutSelf(lock)
      if (!reasons) continue
      if (!lock.local)
        reasons.push({ name: 'remote-by-construction', text: 'The lock is taken on several nodes.' })
      else if (callbackOf(program, lock.site.frame))
        reasons.push({ name: 'single-owner', text: 'One server asks for it, on its own node.' })
      const mend = mendOf(program, lock, reasons)
      hits.push({
        site: lock.site,
        ...(mend ? { mend } : {}),
        ...wordsFor(reasons),
        reasons: [...reasons, ...placeReasons(lock.site.frame)],
      })
    }
    return { hits, examined: all.map(({ site }) => site) }
  },
})

function mendOf(program: Program, lock: Lock, [first]: readonly Reason[]): Mend | undefined {
  if (first?.text === withoutSelfText) return askedHere(program, lock)
  if (!sharedRequester(program, lock)) return undefined
  return askedBySelf(program, lock, lock.requester !== null && !isConstant(program, lock.requester))
}

function sharedRequester(program: Program, { site, id, requester }: Lock): Reason[] | null {
  if (!requester) return null
  if (isConstant(program, requester)) {
    return [
      { name: 'shape', text: 'The lock’s requester is a constant.' },
      { name: 'followed', text: 'It is the same for every caller.', site: requester },
    ]
  }
  if (isResourceName(program, { expr: id, frame: site.frame }, requester)) {
    return [
      { name: 'shape', text: resourceText },
      { name: 'named', text: 'Its own name says that it names a resource.', site: requester },
    ]
  }
  return null
}

const resourceText = 'The second element of the id is what the lock is about, not who asks.'

/** The function that takes the lock says that it was refused, and its caller goes on. */
function ofRefusal(site: Site, lock: Lock): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: ignoredText },
    {
      name: 'followed',
      text: 'Its answer is handed to what frees the lock and nowhere else: the work is done in both cases.',
      site: lock.site,
    },
  ]
  if (!lock.local)
    reasons.push({ name: 'remote-by-construction', text: 'The lock is taken on several nodes.' })
  return { site, ...wordsFor(reasons), reasons: [...reasons, ...placeReasons(site.frame)] }
}

/** Not re-entrant: the inner one frees the outer lock when it ends. */
function nested(lock: Lock, all: readonly Lock[]): Reason[] | null {
  const above = ancestorsOf(lock.site)
  const outer = all.find((other) => other.site.expr.name === 'trans' && above.includes(other.site.expr))
  if (!outer || keyOf(outer.id) !== keyOf(lock.id)) return null
  return [
    { name: 'shape', text: nestedText },
    { name: 'followed', text: 'The outer lock has the same id.', site: outer.site },
  ]
}
const nestedText = 'A lock is taken again inside of itself.'

/** A lock that may be refused, and work that is done all the same. */
function answerIgnored(lock: Lock): Reason[] | null {
  if (!lock.givesUp) return null
  const parent = ancestorsOf(lock.site).at(-1)
  const body = parent && (isClause(parent) || parent.kind === 'block') ? parent.body : null
  if (!body || body.at(-1) === lock.site.expr || !body.includes(lock.site.expr)) return null
  return [
    { name: 'shape', text: ignoredText },
    { name: 'followed', text: 'What comes after it runs whether the lock was taken or not.' },
  ]
}
const ignoredText = 'The lock gives up after some tries, and its answer is not looked at.'

/** Each node locks the others: two nodes lock different sets, and a node alone locks nothing. */
function withoutSelf({ others }: Lock): Reason[] | null {
  if (!others) return null
  return [
    { name: 'shape', text: withoutSelfText },
    {
      name: 'by-contract',
      text: '`nodes()` has the other nodes only: what the own node holds is not asked.',
      site: others,
    },
  ]
}
const withoutSelfText = 'The lock is taken on the other nodes, and not on the own one.'

/** Some shapes fail in their own way; a shared requester in the way that the rule describes. */
function wordsFor([first]: readonly Reason[]): Pick<Hit, 'problem' | 'failureScenario'> {
  if (first?.text === nestedText) {
    return {
      problem:
        'A lock of `global` is not re-entrant: a nested `trans` with the same id frees the outer lock when it ends.',
      failureScenario: [
        'Process p takes the lock, and takes it again inside.',
        'The inner `trans` ends and frees the lock.',
        'Process q takes it while p is still in the outer one.',
      ],
    }
  }
  if (first?.text === ignoredText) {
    return {
      problem:
        'After its tries `set_lock` answers `false` and `trans` answers `aborted`. The answer is not looked at, so the code goes on without the lock.',
      failureScenario: [
        'Process q holds the lock for longer than the tries last.',
        'Process p is refused and does not look.',
        'p goes on as if it held the lock, or reports work that was not done.',
      ],
    }
  }
  if (first?.text === resourceText) {
    return {
      problem:
        'A lock of `global` is `{Resource, Requester}`: the same requester passes again, on any node. What stands as the requester names a thing: callers for the same one pass together, and callers for different ones wait for each other.',
      failureScenario: [
        'Process p on node a takes the lock for one thing.',
        'Process q on node b asks for the same thing: for `global` it is the requester that holds the lock.',
        'p and q work on that thing at the same time, while whoever asks for another one waits for both.',
      ],
    }
  }
  if (first?.text === withoutSelfText) {
    return {
      problem:
        'A lock of `global` is held on the nodes that it names. `nodes()` leaves the own node out, so two nodes that see only each other lock different sets, and with no other node the set is empty and every caller is let in.',
      failureScenario: [
        'Of two nodes, a takes the lock on b, and b takes it on a.',
        'Neither set has a node in common with the other: both are granted.',
        'p on a and q on b are inside at the same time. On a node alone any two callers are.',
      ],
    }
  }
  return {}
}
