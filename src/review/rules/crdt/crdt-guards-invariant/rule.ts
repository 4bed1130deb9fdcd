import { usesOf } from '../../../source/program/flow/uses.ts'
import { namesOf } from '../../../source/program/names.ts'
import type { Site } from '../../../source/program/program.ts'
import { anyOf } from '../../../source/program/words.ts'
import { limitPerReplica } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { deltaCalls } from '../delta-crdt.ts'

/** What an application promises never to exceed, or to give to one alone. */
const promises = new Set([
  'stock',
  'balance',
  'seat',
  'username',
  'lock',
  'quota',
  'limit',
  'inventory',
  'credit',
  'holder',
  'available',
  'remaining',
  'slot',
  'ticket',
  'reservation',
])

export default defineRule({
  id: 'crdt-guards-invariant',
  family: 'crdt',
  severity: 'critical',
  candidate: true,
  title: 'A limit or a lock is guarded by a replicated map',
  problem:
    'Replicas converge later; the check looks at what this one knows now. Two replicas may both let it through.',
  failureScenario: [
    'Two nodes each see one seat left, or a name that is free.',
    'Both let their client have it and write it down.',
    'The replicas meet: the seat is sold twice, or one owner is silently replaced.',
  ],
  impact: 'Stock below zero, two owners of one name, a lock held twice.',
  guardsLookedFor: [
    'a decision in one place (a conditional update, a command of a log)',
    'a compensation that is designed',
    'a share of the limit for each replica',
  ],
  fix: {
    summary:
      'Decide in one place: a conditional update of the database, or a command whose `apply/3` checks.',
    elixir: 'from(i in Item, where: i.id == ^id and i.stock >= ^n)\n|> Repo.update_all(inc: [stock: -n])',
    erlang:
      'apply(_Meta, {take, Id, N}, State) ->\n    case State of\n        #{Id := Stock} when Stock >= N -> {State#{Id := Stock - N}, ok};\n        _ -> {State, {error, sold_out}}\n    end.',
    residualRisk: null,
  },
  sources: [
    'Bailis et al., Coordination Avoidance in Database Systems, VLDB 2015',
    'Balegas et al., Extending Eventually Consistent Cloud Databases for Enforcing Numeric Invariants, SRDS 2015',
  ],
  holds: 'replicated maps guard no limit',
  check(program) {
    const hits: Hit[] = []
    const examined = deltaCalls(program, 'get', 'read', 'to_map')
    const puts = deltaCalls(program, 'put', 'mutate', 'merge')
    for (const site of examined) {
      const decision = usesOf(program, site).find((use) => use.kind === 'compared' || use.kind === 'subject')
      if (!decision) continue
      const write = puts.find(
        (put) => put.frame.clause === decision.site.frame.clause && put.expr.start > decision.site.expr.start,
      )
      if (!write || !anyOf(wordsAround(site, write, program), promises)) continue
      const witness = limitPerReplica({ replicas: 2, limit: 1, shared: false })
      const reasons: Reason[] = [
        {
          name: 'shape',
          text: 'What this replica knows decides whether something is let through.',
          site: decision.site,
        },
        { name: 'named', text: 'The code names something that must not be given twice.' },
        ...placeReasons(site.frame),
      ]
      hits.push({ site, reasons, ...(witness.answer === 'broken' ? { witness } : {}) })
    }
    return { hits, examined }
  },
})

function wordsAround(site: Site, write: Site, program: Parameters<typeof namesOf>[0]): ReadonlySet<string> {
  const words = new Set(namesOf(program, site))
  for (const word of namesOf(program, write)) words.add(word)
  for (const word of (site.frame.fn?.name ?? '').split('_')) words.add(word)
  return words
}
