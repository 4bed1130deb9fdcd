import type { Clause, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { facet } from '../../../source/program/facet.ts'
import { subscriptions } from '../../../source/program/processes/messages/subscriptions.ts'
import { processOf } from '../../../source/program/processes/processes.ts'
import { serverOf } from '../../../source/program/processes/servers.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { accesses } from '../../../source/program/stores/index.ts'
import { isClause, visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

/** Where a process gets its first state. */
const beginnings = new Set(['mount', 'init', 'join', 'handle_params', 'handle_continue'])
const durable = new Set(['ecto', 'redis', 'mnesia', 'khepri'])
const reading = new Set(['read', 'scan', 'aggregate'])

export default defineRule({
  id: 'pubsub-as-reliable-log',
  family: 'pubsub',
  severity: 'important',
  title: 'The state is read before its changes are asked for',
  problem:
    'PubSub keeps nothing. A change between the read and the subscription is missed, and the process stays wrong.',
  failureScenario: [
    'The process reads its state.',
    'Somebody changes it and broadcasts the change.',
    'The process subscribes; the message has passed.',
  ],
  impact: 'The process shows or serves an old state until the next change.',
  guardsLookedFor: ['the subscription before the read', 'a timer that reads again'],
  fix: {
    summary: 'Subscribe first, then read; put a version into messages and drop what is older.',
    elixir:
      'def mount(%{"id" => id}, _session, socket) do\n  if connected?(socket), do: Phoenix.PubSub.subscribe(MyApp.PubSub, "doc:#{id}")\n  {:ok, assign(socket, doc: MyApp.Docs.get!(id))}\nend',
    erlang: 'init(Id) ->\n    ok = pg:join(changes, {doc, Id}, self()),\n    {ok, read_doc(Id)}.',
    residualRisk: 'A node in a cut misses messages all the same: read again now and then.',
  },
  sources: [
    'Phoenix, channels guide: at most once https://hexdocs.pm/phoenix/channels.html',
    'Phoenix.PubSub https://hexdocs.pm/phoenix_pubsub/Phoenix.PubSub.html',
  ],
  holds: 'changes are asked for before the state is read',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, to } of subscriptions(program)) {
      const { fn, module, file } = site.frame
      if (to !== 'topic' && to !== 'group') continue
      if (!fn || !beginnings.has(fn.name) || !serverOf(program, module) || file.pathClass !== 'service')
        continue
      examined.push(site)
      const read = readBefore(program, site)
      if (!read || rereads(program, site)) continue
      hits.push({
        site,
        problem: `\`${read.expr.kind === 'call' ? read.expr.name : 'The state'}\` is read first, and changes are asked for then: one between the two is never seen.`,
        reasons: [
          { name: 'shape', text: 'The subscription comes after the read.', site: read },
          { name: 'followed', text: 'What is read comes from a store that others change.', site: read },
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined }
  },
})

const reads = facet(
  (program) =>
    new Set(
      accesses(program)
        .filter(({ store, operation }) => durable.has(store) && reading.has(operation))
        .map(({ site }) => site.expr as Expr),
    ),
)

/** A read of a store, direct or two calls deep, before the subscription, with none after it. */
function readBefore(program: Program, site: Site): Site | null {
  const { frame } = site
  let before: Site | null = null
  let after = false
  const branches = ancestorsOf(site).filter(isClause) as readonly Clause[]
  visitAll(frame.clause.body, (expr) => {
    if (expr.kind !== 'call' || !readsStore(program, { expr, frame })) return
    const apart = ancestorsOf({ expr, frame }).filter(isClause) as readonly Clause[]
    if (expr.start > site.expr.start) after = true
    // A read that the subscription hangs on asks who may listen: it is not the state.
    else if (gates(site, expr)) return
    else if (expr.end <= site.expr.start && apart.every((clause) => branches.includes(clause)))
      before ??= { expr, frame }
  })
  return after ? null : before
}

function gates(site: Site, read: Expr): boolean {
  return ancestorsOf(site).some((above) => {
    if (isClause(above)) return false
    const asked = above.kind === 'branch' ? [above.subject] : above.kind === 'with' ? above.steps : []
    return asked.some((expr) => expr && expr.start <= read.start && read.end <= expr.end)
  })
}

function readsStore(program: Program, site: Site): boolean {
  if (reads(program).has(site.expr)) return true
  const graph = callGraph(program)
  return graph
    .targetsOf(site)
    .some(
      (target) => target.certain && graph.reaches(target, ({ expr }) => reads(program).has(expr), 1) !== null,
    )
}

function rereads(program: Program, { frame }: Site): boolean {
  return (processOf(program, frame.module)?.timers.length ?? 0) > 0
}
