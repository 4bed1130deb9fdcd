import type { Call } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isOwnNode } from '../../visible-nodes.ts'

export default defineRule({
  id: 'mnesia-no-partition-recovery',
  family: 'mnesia',
  severity: 'critical',
  title: 'Nothing handles a partitioned Mnesia',
  problem:
    'Mnesia runs on several nodes, and nothing handles its event `inconsistent_database`. After a cut the nodes do not rejoin by themselves.',
  failureScenario: [
    'The network splits; both sides go on and accept dirty writes, and transactions on tables without `majority`.',
    'The network heals. Mnesia reports `{inconsistent_database, running_partitioned_network, Node}` and keeps the sides apart.',
    'Reads depend on the node that answers, until somebody restarts one side and its writes are lost.',
  ],
  impact: 'Two diverging databases for as long as nobody notices, then the loss of one side’s writes.',
  guardsLookedFor: [
    'a clause for `{mnesia_system_event, {inconsistent_database, _, _}}`',
    'unsplit, mria or ekka',
    'an own detector that restarts the losing side',
    'tables of one node only',
  ],
  fix: {
    summary:
      'Subscribe to the system events, choose the losing side by a rule about the data, export its changes, then restart Mnesia on the losing nodes only, with the winners as masters.',
    elixir:
      '# on the losing nodes only, after their changes were exported\n:mnesia.stop()\n:mnesia.set_master_nodes(winners)\n:mnesia.start()',
    erlang:
      '%% on the losing nodes only, after their changes were exported\nmnesia:stop(),\nmnesia:set_master_nodes(WinnerNodes),\nmnesia:start().',
    residualRisk:
      'The writes of the losing side are lost unless they were exported. `majority` on the tables keeps the smaller side from taking transactions at all (not dirty writes).',
  },
  sources: [
    'Mnesia user’s guide, System Events and Recovery https://www.erlang.org/doc/apps/mnesia/mnesia_chap5.html',
  ],
  holds: 'partitions of Mnesia are handled',
  check(program) {
    const [first, ...rest] = clusteredAt(program)
    if (!first) return { hits: [], examined: [] }
    const hit: Hit = { site: first, also: rest.slice(0, 9), reasons: reasonsFor(program, first) }
    return { hits: isHandled(program) ? [] : [hit], examined: [first] }
  },
})

/** Calls that make Mnesia span nodes, the subscription to its events first: that is where the handling belongs. */
function clusteredAt(program: Program): Site<Call>[] {
  const spans: Site<Call>[] = []
  for (const site of program.callsOf('mnesia', 'change_config')) {
    const [setting, nodes] = site.expr.args
    if (setting?.kind === 'atom' && setting.name === 'extra_db_nodes' && nodes) spans.push(site)
  }
  for (const site of program.callsOf('mnesia', 'add_table_copy')) {
    const [, node] = site.expr.args
    if (node) spans.push(site)
  }
  const service = spans.filter(({ frame }) => frame.file.pathClass === 'service')
  if (service.length === 0) return []
  const subscriptions = program
    .callsOf('mnesia', 'subscribe')
    .filter(({ expr }) => expr.args[0]?.kind === 'atom' && expr.args[0].name === 'system')
  return [...subscriptions.filter(({ frame }) => frame.file.pathClass === 'service'), ...service]
}

/** Somebody names the event outside tests, or a library that heals is called. */
function isHandled(program: Program): boolean {
  if (program.atoms('inconsistent_database').some(({ frame }) => frame.file.pathClass !== 'test')) return true
  return ['unsplit', 'mria', 'ekka'].some((library) => program.firstCalls(library).length > 0)
}

function reasonsFor(program: Program, site: Site<Call>): Reason[] {
  const reasons: Reason[] = [
    { name: 'shape', text: 'Mnesia is told of other nodes here.', site },
    { name: 'followed', text: 'The tables of this database are copied to nodes that join.', site },
    { name: 'searched-everywhere', text: 'No file names `inconsistent_database`.' },
  ]
  const ownDetector = [...program.callsOf('mnesia', 'set_master_nodes')].some(
    ({ frame }) => frame.file.pathClass === 'service',
  )
  if (ownDetector)
    reasons.push({
      name: 'handled-otherwise',
      text: 'The program sets master nodes itself: it may have a detector of its own.',
    })
  const nodes = site.expr.args[1]
  if (nodes && isOwnNode(program, { expr: nodes, frame: site.frame }))
    reasons.push({ name: 'handled-otherwise', text: 'The copy is made on the node itself.' })
  return [...reasons, ...placeReasons(site.frame)]
}
