import type { Call, Clause, ModuleForm } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { type Access, accesses, runsIn } from '../../../source/program/stores/index.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { filesWithNodeup } from '../node-events.ts'

/** Calls that tell all nodes, and of which nothing is said again to whoever was not there. */
const telling = [
  ['gen_server', 'abcast'],
  ['GenServer', 'abcast'],
  ['gen_server', 'multi_call'],
  ['rpc', 'abcast'],
  ['rpc', 'eval_everywhere'],
  ['erpc', 'multicast'],
  ['Phoenix.PubSub', 'broadcast'],
  ['Phoenix.PubSub', 'broadcast!'],
  ['Phoenix.PubSub', 'broadcast_from'],
] as const
const merging = new Set('merge sync resync reconcile heal gossip digest repair exchange'.split(' '))
const forgettable = new Set('cache ttl invalidate metric stat telemetry log'.split(' '))

export default defineRule({
  id: 'partition-no-heal-merge',
  family: 'partitions',
  severity: 'critical',
  title: 'Replicas are told of changes once, and never compared after a cut',
  problem:
    'Each node writes its own copy and tells the others once; nothing is sent again when a node comes back.',
  failureScenario: [
    'The network splits; each side changes its copy and tells the nodes that it sees.',
    'The network heals. Nothing happens on `nodeup`.',
    'The copies differ for good, and an answer depends on the node that is asked.',
  ],
  impact: 'Copies that differ without an error, until every node is restarted.',
  guardsLookedFor: [
    'a handler of nodeup',
    'a merge, a digest or a regular exchange',
    'a cache whose entries may be lost or expire',
  ],
  fix: {
    summary: 'On `nodeup` exchange digests, merge with a function whose order does not matter, then serve.',
    elixir:
      'def handle_info({:nodeup, node, _info}, s) do\n  send({__MODULE__, node}, {:digest, node(), digest(s)})\n  {:noreply, s}\nend',
    erlang:
      'handle_info({nodeup, Node, _Info}, S) ->\n    {replica, Node} ! {digest, node(), digest(S)},\n    {noreply, S}.',
    residualRisk:
      'Both sides may have changed the same entry: the merge has to choose, and something is lost.',
  },
  sources: [
    'G. DeCandia et al., "Dynamo", SOSP 2007, section 4.7 (anti-entropy)',
    'Mnesia user’s guide, System Events https://www.erlang.org/doc/apps/mnesia/mnesia_chap5.html',
  ],
  holds: 'replicas are compared when a node comes back',
  candidate: true,
  together: 'module',
  check(program) {
    const writes = writesByClause(program)
    const modules = writersInCallbacks(program)
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const [module, name] of telling) {
      for (const site of program.callsOf(module, name)) {
        const { frame } = site
        const [write] = writes.get(frame.clause) ?? []
        if (!write || !frame.module || frame.file.pathClass !== 'service') continue
        examined.push(site)
        if (filesWithNodeup(program).has(frame.file) || reconciles(frame.module)) continue
        if (!modules.get(frame.module)?.has(write.table?.id ?? '')) continue
        hits.push({
          site,
          problem: `\`${frame.module.name}\` writes its own copy of \`${write.table?.name ?? 'a table'}\` and tells the other nodes once; nothing is sent again when a node comes back.`,
          reasons: [
            {
              name: 'shape',
              text: 'A change is written here and told to all nodes that are seen.',
              site: write.site,
            },
            { name: 'followed', text: 'What they are told they write to the same table of their own.' },
            {
              name: 'searched-everywhere',
              text: 'The module has no handler of `nodeup`, and no function that compares or merges.',
            },
            ...placeReasons(frame),
          ],
        })
      }
    }
    for (const hit of atFirstEvent(program)) {
      hits.push(hit)
      examined.push(hit.site)
    }
    return { hits, examined }
  },
})

const adding = new Set(['write', 'insert', 'upsert'])

/** Writes of tables of one node, by clause. */
function writesByClause(program: Program): ReadonlyMap<Clause, readonly Access[]> {
  const found = new Map<Clause, Access[]>()
  for (const access of accesses(program)) {
    if (!isOwnCopy(access)) continue
    const list = found.get(access.site.frame.clause)
    if (list) list.push(access)
    else found.set(access.site.frame.clause, [access])
  }
  return found
}

function isOwnCopy({ store, operation, table }: Access): boolean {
  return (
    (store === 'ets' || store === 'dets' || store === 'persistent_term') &&
    adding.has(operation) &&
    table !== null
  )
}

/** The tables that a module's server callbacks write: what comes in from the others ends there. */
function writersInCallbacks(program: Program): ReadonlyMap<ModuleForm, ReadonlySet<string>> {
  const found = new Map<ModuleForm, Set<string>>()
  for (const access of accesses(program)) {
    const { module } = access.site.frame
    if (!isOwnCopy(access) || !module || runsIn(program, access.site).kind !== 'callback') continue
    const tables = found.get(module) ?? new Set<string>()
    tables.add(access.table?.id ?? '')
    found.set(module, tables)
  }
  return found
}

/** Some function compares or merges, or the module says that its entries may be lost. */
function reconciles(module: ModuleForm): boolean {
  if (anyOf(new Set(split(module.name)), forgettable)) return true
  return module.functions.some(({ name }) => anyOf(new Set(split(name)), merging))
}

const waiting = new Set('delay schedule wait later timer retry'.split(' '))
const healing = new Set('heal autoheal healing recover recovery rejoin merge'.split(' '))
const delaying = /^(send_after|start_timer|apply_after|sleep|start_child)$/

/**
 * A handler of Mnesia's partition event that begins to heal at once: the other nodes may still be coming back, and
 * what is decided on a part of them is not decided again.
 */
function atFirstEvent(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const { expr: event, frame } of program.atoms('inconsistent_database')) {
    const { clause, file } = frame
    if (
      file.pathClass !== 'service' ||
      !clause.patterns.some((one) => one.start <= event.start && event.end <= one.end)
    )
      continue
    const calls: Call[] = []
    visitClause({ ...clause, patterns: [] }, (expr) => {
      if (expr.kind === 'call') calls.push(expr)
    })
    const heals = calls.find(
      ({ module, name }) => module !== null && anyOf(new Set(split(`${module}_${name}`)), healing),
    )
    if (!heals || calls.some(({ name }) => delaying.test(name) || anyOf(new Set(split(name)), waiting)))
      continue
    hits.push({
      site: { expr: heals, frame },
      problem: `\`${heals.name}\` begins at the first report of a partition: other nodes may still be out of reach, and what is decided without them is not decided again.`,
      failureScenario: [
        'The network splits in three, and two of the parts meet first.',
        'Mnesia reports the partition, and healing begins with the nodes that are seen now.',
        'The third part comes back later. Nobody waits for it, and it stays apart.',
      ],
      reasons: [
        { name: 'shape', text: 'The handler of `inconsistent_database` begins to heal at once.' },
        {
          name: 'followed',
          text: 'Nothing between the event and the decision waits or looks for the other nodes.',
        },
        ...placeReasons(frame),
      ],
    })
  }
  return hits
}
