import { replaced } from '../../../fixes/spelled.ts'
import type { Expr } from '../../../source/form.ts'
import { clusterEvidence, config, nodes } from '../../../source/program/deployment/index.ts'
import type { Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

const needs: Record<string, string> = {
  'Oban.Peers.Global': 'elects one leader among connected nodes',
  'Oban.Notifiers.PG': 'tells connected nodes alone',
}

/** What does the same through the database, in every version of Oban that has the other. Source: Oban, Notifier. */
const ofDatabase: Record<string, string> = {
  'Oban.Notifiers.PG': 'Oban.Notifiers.Postgres',
}
const databaseRisk =
  'The notifier listens on a connection of its own, which no pooler of transactions may stand in.'

export default defineRule({
  id: 'job-leader-needs-cluster',
  family: 'jobs',
  severity: 'important',
  title: 'Job leadership among nodes that are not connected',
  problem:
    'Oban is told to find its leader or its listeners through distribution, and nothing connects the nodes.',
  failureScenario: [
    'Each node sees itself alone.',
    'Each elects itself, and each inserts the jobs of the cron table.',
    'With the notifier, a job that one node inserts or cancels is not heard by the others.',
  ],
  impact: 'Periodic jobs run once for each node; signals arrive late or never.',
  guardsLookedFor: [
    'a cluster library that is started',
    'nodes that are connected in code',
    'a single replica',
  ],
  fix: {
    summary: 'Leave the option out: the default keeps leadership in the database.',
    elixir:
      'config :my_app, Oban,\n  repo: MyApp.Repo,\n  peer: Oban.Peers.Database,\n  notifier: Oban.Notifiers.Postgres',
    erlang:
      "application:set_env(my_app, 'Elixir.Oban', [{repo, 'Elixir.MyApp.Repo'}, {peer, 'Elixir.Oban.Peers.Database'}])",
    residualRisk: null,
  },
  sources: [
    'Oban, Oban.Peer https://hexdocs.pm/oban/Oban.Peer.html',
    'Oban, Oban.Peers.Global https://hexdocs.pm/oban/Oban.Peers.Global.html',
  ],
  holds: 'leadership of jobs is found through the database or a cluster that is there',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const connected = clusterEvidence(program).length > 0
    const count = nodes(program)
    const alone = count !== null && count.max === 1
    for (const { keys, value, of } of config(program).entries) {
      if (of === 'dev' || of === 'test' || !keys.includes('Oban')) continue
      for (const [option, expr] of optionsIn(keys, value.expr)) {
        const module = moduleOf(expr)
        const why = module === null ? undefined : needs[module]
        if (!why) continue
        const site: Site = { expr, frame: value.frame }
        examined.push(site)
        if (connected || alone) continue
        const by = ofDatabase[module ?? '']
        hits.push({
          site,
          ...(by ? { mend: { rewrites: [replaced(site, by)], risk: databaseRisk } } : {}),
          reasons: [
            { name: 'shape', text: `\`${option}: ${module}\` ${why}.` },
            { name: 'configured', text: 'It is set for the running system.' },
            { name: 'searched-everywhere', text: 'Nothing in the program or its documents connects nodes.' },
            ...placeReasons(value.frame),
          ],
        })
      }
    }
    return { hits, examined }
  },
})

function optionsIn(keys: readonly string[], value: Expr): readonly (readonly [string, Expr])[] {
  const last = keys.at(-1)
  if (last === 'peer' || last === 'notifier') return [[last, value]]
  const found: (readonly [string, Expr])[] = []
  for (const option of ['peer', 'notifier']) {
    const expr = keyword(value, option)
    if (expr) found.push([option, expr])
  }
  return found
}

/** `Module` or `{Module, options}`. */
function moduleOf(expr: Expr): string | null {
  if (expr.kind === 'atom') return expr.name
  const [head] = expr.kind === 'tuple' ? expr.items : []
  return head?.kind === 'atom' ? head.name : null
}
