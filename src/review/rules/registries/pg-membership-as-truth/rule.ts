import type { Call } from '../../../source/form.ts'
import { usesOf } from '../../../source/program/flow/uses.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, namesAtom, visit } from '../../../source/walk.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

export default defineRule({
  id: 'pg-membership-as-truth',
  family: 'registries',
  severity: 'minor',
  title: 'Membership of a process group taken as the truth',
  problem:
    'The members of a group are what this node has heard of. Other nodes see others, a member may be dead, and one that joined twice is listed twice.',
  failureScenario: [
    'Two nodes do not see the same members, during a cut or a join.',
    'Each takes the first of its own list, or counts a majority of it.',
    'Two processes are chosen, or both sides have enough.',
  ],
  impact: 'More than one process does what one should, until every node has heard the same.',
  guardsLookedFor: ['a broadcast to all members', 'a choice that need not be the same everywhere'],
  fix: {
    summary:
      'Use the group to reach its members; choose one by a lock or a log, and count over configured members.',
    elixir: 'for pid <- :pg.get_members(:my_scope, :workers), do: send(pid, :refresh)',
    erlang: '[Pid ! refresh || Pid <- pg:get_members(my_scope, workers)]',
    residualRisk: 'A broadcast reaches those that are known now; who joins later must ask.',
  },
  sources: ['OTP kernel, pg https://www.erlang.org/doc/apps/kernel/pg.html'],
  holds: 'process groups are used to reach their members',
  candidate: true,
  check(program) {
    const examined = [
      ...program.callsOf('pg', 'get_members'),
      ...program.callsOf('pg2', 'get_members'),
      ...program.callsOf('syn', 'members'),
    ]
    const hits: Hit[] = []
    for (const site of examined) {
      const use = chosen(program, site)
      if (!use) continue
      const reasons: Reason[] = [
        { name: 'shape', text: 'The members of a process group are listed.' },
        { name: 'followed', text: use.text, site: use.site },
      ]
      hits.push({ site, reasons: [...reasons, ...placeReasons(site.frame)] })
    }
    const old = removed(program)
    if (old)
      hits.push({
        site: old,
        severity: 'important',
        problem: '`pg2` is not part of OTP any more, since OTP 24.',
        reasons: [
          { name: 'shape', text: 'A call of `pg2`.' },
          { name: 'by-contract', text: 'The module was removed in OTP 24.' },
          ...placeReasons(old.frame),
        ],
      })
    return { hits, examined }
  },
})

const ofOrder = new Set(['lists:min', 'lists:max', 'lists:sort', 'lists:usort', 'Enum:min_by', 'Enum:max_by'])

/** The members are put in an order to pick from, or counted to decide. */
function chosen(program: Program, site: Site<Call>): { site: Site; text: string } | null {
  for (const use of usesOf(program, site)) {
    if (use.kind === 'argument') {
      const name = `${use.site.expr.module}:${use.site.expr.name}`
      if (ofOrder.has(name) && picks(use.site))
        return { site: use.site, text: 'The first of them is chosen.' }
    } else if (use.kind === 'compared' && decides(use.site) && countsThem(use.site))
      return { site: use.site, text: 'Their number decides.' }
  }
  return null
}

/** `min`, or the head of what is sorted. */
function picks({ expr, frame }: Site<Call>): boolean {
  if (!/sort$/.test(expr.name)) return true
  const above = ancestorsOf({ expr, frame }).at(-1)
  if (!above || isClause(above)) return false
  if (above.kind === 'match') return above.pattern.kind === 'list' && above.pattern.items.length === 1
  return above.kind === 'call' && (above.name === 'hd' || above.name === 'nth' || above.name === 'at')
}

/** A length against more than one: whether there is anybody is no quorum. */
function countsThem({ expr }: Site): boolean {
  if (expr.kind !== 'op') return false
  const counts = expr.args.some((side) => {
    let length = false
    visit(side, (inner) => {
      if (inner.kind === 'call' && inner.name === 'length') length = true
    })
    return length
  })
  return counts && !expr.args.some((side) => side.kind === 'integer' && side.value < 2)
}

/** The first call of `pg2` in a program that does not choose by what is there. */
function removed(program: Program): Site | null {
  const [first] = program.firstCalls('pg2')
  if (!first || program.firstCalls('pg').length > 0) return null
  return namesAtom(first.frame.clause, 'function_exported') ? null : first
}
