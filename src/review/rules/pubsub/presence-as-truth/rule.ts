import type { Call } from '../../../source/form.ts'
import { facet } from '../../../source/program/facet.ts'
import { usesOf } from '../../../source/program/flow/uses.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { effectOf } from '../../remote-calls/effects.ts'
import { reachedFrom } from '../../remote-calls/reached.ts'
import { defineRule, type Hit } from '../../rule.ts'

export default defineRule({
  id: 'presence-as-truth',
  family: 'pubsub',
  severity: 'important',
  title: 'Presence decides what must be right',
  problem:
    'Presence is what this node has heard of. A crashed node keeps its users for 30 s, and in a cut each side sees the other leave.',
  failureScenario: [
    'The network splits, or a node crashes.',
    'This side sees nobody, or somebody who is gone.',
    'It decides on that: a second one gets the seat, a message goes nowhere.',
  ],
  impact: 'Limits are passed, or messages are not delivered, while everything looks well.',
  guardsLookedFor: ['a decision that is only shown', 'a lease or a row that decides'],
  fix: {
    summary: 'Let a row with a lease decide, keep the time somebody was last seen, and use presence to show.',
    elixir:
      'MyApp.Repo.insert(%MyApp.Seat{room_id: room, user_id: user, until: until}, on_conflict: :nothing)',
    erlang: 'my_seats:claim(Room, User, Until)',
    residualRisk: 'A lease must be longer than the pause of a process that holds it.',
  },
  sources: [
    'Phoenix.Tracker, start_link/3: down_period, permdown_period https://hexdocs.pm/phoenix_pubsub/Phoenix.Tracker.html',
    'Phoenix.Presence https://hexdocs.pm/phoenix/Phoenix.Presence.html',
  ],
  holds: 'presence is shown and decides nothing',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of lookUps(program)) {
      if (site.frame.file.pathClass !== 'service') continue
      examined.push(site)
      const effect = decided(program, site)
      if (!effect) continue
      hits.push({
        site,
        problem: `What presence says decides ${effect.text}. It is what this node has heard of, and may be wrong for 30 s after a crash and for as long as a cut lasts.`,
        reasons: [
          { name: 'shape', text: 'A list of presences is looked at.', site },
          { name: 'decides', text: `It decides ${effect.text}.`, site: effect.site },
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined }
  },
})

const presences = facet((program): readonly string[] => {
  const names: string[] = ['Phoenix.Tracker']
  for (const { form } of program.files)
    for (const { name, uses } of form.modules)
      if (uses.some(({ module }) => module === 'Phoenix.Presence')) names.push(name)
  return names
})

function* lookUps(program: Program): Iterable<Site<Call>> {
  for (const module of presences(program))
    for (const name of ['list', 'get_by_key']) yield* program.callsOf(module, name)
}

/** What a branch on the look-up does: a change of a shared store, mail, a request. */
function decided(program: Program, site: Site): { readonly text: string; readonly site: Site } | null {
  for (const use of [...usesOf(program, site), ...subjectsAround(site)]) {
    const at = use.site
    if (use.kind !== 'subject' && use.kind !== 'compared') continue
    const branch = at.expr.kind === 'branch' ? at : branchAbove(at)
    const effect = branch && effectIn(program, branch)
    if (effect) return effect
  }
  return null
}

function subjectsAround(site: Site): { kind: 'subject'; site: Site }[] {
  const branch = branchAbove(site)
  return branch ? [{ kind: 'subject', site: branch }] : []
}

/** The branch whose subject a site is part of. */
function branchAbove(site: Site): Site | null {
  for (const above of ancestorsOf(site)) {
    if (!('kind' in above) || above.kind !== 'branch' || !above.subject) continue
    const { start, end } = above.subject
    if (start <= site.expr.start && site.expr.end <= end) return { expr: above, frame: site.frame }
  }
  return null
}

function effectIn(program: Program, { expr, frame }: Site): { text: string; site: Site } | null {
  if (expr.kind !== 'branch') return null
  for (const clause of expr.clauses) {
    for (const { site } of reachedFrom(program, { frame, clause }, 1)) {
      const text = effectOf(program, site.expr)
      if (text) return { text, site }
    }
  }
  return null
}
