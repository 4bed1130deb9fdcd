import type { Call, Clause } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { hasHealingLibrary } from '../healing-library.ts'
import { spanning } from './tables.ts'

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
    const { sites, onlyLocalTables } = spanning(program)
    const [first, ...rest] = sites
    const automatic = automaticHealing(program)
    if (!first || onlyLocalTables) return { hits: automatic, examined: automatic.map(({ site }) => site) }
    const hit: Hit = {
      site: first,
      also: [...subscriptions(program), ...rest].slice(0, 5),
      reasons: reasonsFor(program, first),
    }
    return {
      hits: isHandled(program) ? automatic : [hit, ...automatic],
      examined: [first, ...automatic.map(({ site }) => site)],
    }
  },
})

/** The subscription to the system's events and the clauses that take them: that is where the handling belongs. */
function subscriptions(program: Program): Site[] {
  const clauses = program
    .atoms('mnesia_system_event')
    .filter(
      ({ expr, frame: { clause, file } }) =>
        file.pathClass === 'service' &&
        clause.patterns.some(({ start, end }) => start <= expr.start && expr.end <= end),
    )
  const calls = program.callsOf('mnesia', 'subscribe').filter(
    ({
      expr: {
        args: [to],
      },
      frame,
    }) => to?.kind === 'atom' && to.name === 'system' && frame.file.pathClass === 'service',
  )
  return [...clauses, ...calls]
}

/** Somebody names the event outside tests, or a library that heals is called. */
function isHandled(program: Program): boolean {
  if (program.atoms('inconsistent_database').some(({ frame }) => frame.file.pathClass !== 'test')) return true
  return hasHealingLibrary(program)
}

function reasonsFor(program: Program, site: Site<Call>): Reason[] {
  const reasons: Reason[] = [
    { name: 'shape', text: 'Mnesia is told of other nodes here.', site },
    { name: 'followed', text: 'What it holds is copied to them.' },
    { name: 'searched-everywhere', text: 'No file names `inconsistent_database`.' },
  ]
  if (program.callsOf('mnesia', 'set_master_nodes').some((at) => followsNodeEvents(program, at))) {
    reasons.push({
      name: 'handled-otherwise',
      text: 'The program sets master nodes itself where it hears of nodes: it may have a detector of its own.',
    })
  } else if (restartsOnNodeEvents(program)) {
    reasons.push({
      name: 'handled-otherwise',
      text: 'When nodes go or come back, the program restarts Mnesia or itself.',
    })
  }
  return [...reasons, ...placeReasons(site.frame)]
}

const nodeEvents = ['nodedown', 'nodeup', 'mnesia_down', 'mnesia_up'] as const

/** Set by the module that hears of nodes, or that such a module calls; a command that somebody gives is no detector. */
function followsNodeEvents(program: Program, { frame }: Site): boolean {
  const { module, fn, file } = frame
  if (file.pathClass !== 'service' || !module || !fn) return false
  const modules = [module, ...program.callersOf(module.name, fn).map((caller) => caller.frame.module)]
  return modules.some((each) =>
    each?.functions.some(({ clauses }) => clauses.some((one) => names(one, nodeEvents))),
  )
}

const restarts = [
  ['mnesia', 'stop'],
  ['init', 'restart'],
  ['init', 'stop'],
  ['init', 'reboot'],
  ['erlang', 'halt'],
] as const

/** A restart in a clause that handles nodedown or nodeup. */
function restartsOnNodeEvents(program: Program): boolean {
  return restarts.some(([module, name]) =>
    program.callsOf(module, name).some(({ frame }) => names(frame.clause, ['nodedown', 'nodeup'])),
  )
}

/** A handler of the event that at once throws one side's writes away: by itself, on every node that sees it. */
function automaticHealing(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const name of ['set_master_nodes', 'force_load_table']) {
    for (const site of program.callsOf('mnesia', name)) {
      if (!names(site.frame.clause, ['inconsistent_database'])) continue
      const reasons: Reason[] = [
        { name: 'shape', text: 'The handler of `inconsistent_database` chooses what survives.' },
        { name: 'followed', text: 'It does so by itself, on every node that gets the event.' },
        { name: 'decides', text: 'What the other side wrote is gone after it.' },
      ]
      hits.push({
        site,
        problem:
          'The event `inconsistent_database` is handled by taking one side as it is, at once and on every node that sees it: the writes of the other side are lost, and two nodes may choose differently.',
        failureScenario: [
          'The network heals, and Mnesia reports `inconsistent_database` on both sides.',
          'Each node takes the other for the master, or loads the tables one by one.',
          'Writes that were acknowledged are gone, and tables may disagree with each other.',
        ],
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
  }
  return hits
}

function names({ patterns }: Clause, atoms: readonly string[]): boolean {
  return patterns.some((pattern) => namesAtom(pattern, ...atoms))
}
