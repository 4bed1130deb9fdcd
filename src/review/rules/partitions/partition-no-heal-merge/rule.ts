import type { Clause, ModuleForm } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { type Access, accesses, runsIn } from '../../../source/program/stores/index.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { filesWithNodeup } from '../node-events.ts'
import { healings } from './healing.ts'

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
    for (const hit of healings(program)) {
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
