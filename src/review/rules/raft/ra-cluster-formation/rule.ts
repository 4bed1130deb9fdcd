import type { Call, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { visitClause } from '../../../source/walk.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { visibleNodes } from '../../visible-nodes.ts'

export default defineRule({
  id: 'ra-cluster-formation',
  family: 'raft',
  severity: 'critical',
  title: 'The ra cluster is formed in a way that fails or splits',
  problem:
    '`ra:start_cluster` forms a new cluster, once, from server ids that are pairs of a name and a node.',
  failureScenario: [
    'A node boots and forms the cluster.',
    'At its next start, or on the next node, the same call finds servers that exist: `{error, cluster_not_formed}`.',
    'Or two nodes that cannot see each other form one cluster each.',
  ],
  impact: 'The service does not come up after a restart, or runs as two clusters with two leaders.',
  guardsLookedFor: [
    '`ra:restart_server` before it, and the formation only where the server is not registered',
    'one designated node that forms the cluster',
    'ids of the form `{Name, Node}`',
  ],
  fix: {
    summary:
      'Restart the server where it is known; let one designated node form the cluster, and the others join.',
    elixir:
      'def boot(system, name, machine, [seed | _] = nodes) do\n  case :ra.restart_server(system, {name, node()}) do\n    {:error, :name_not_registered} when seed == node() ->\n      :ra.start_cluster(system, name, machine, for(n <- nodes, do: {name, n}))\n\n    other ->\n      other\n  end\nend',
    erlang:
      'boot(System, Name, Machine, Nodes) ->\n    case ra:restart_server(System, {Name, node()}) of\n        ok -> ok;\n        {error, name_not_registered} when node() =:= hd(Nodes) ->\n            ra:start_cluster(System, Name, Machine, [{Name, N} || N <- Nodes]);\n        Other -> Other\n    end.',
    residualRisk:
      'The list of nodes must be configured and the same everywhere, and the data folder must survive a restart.',
  },
  sources: [
    'ra, start_cluster/4, restart_server/2 https://github.com/rabbitmq/ra/blob/main/src/ra.erl',
    'ra, README https://github.com/rabbitmq/ra',
  ],
  holds: 'ra clusters are formed once, from server ids',
  check(program) {
    const examined = program.callsOf('ra', 'start_cluster')
    const hits: Hit[] = []
    for (const site of examined) {
      const reasons = shapeOf(site) ?? idsOf(program, site) ?? bootOf(program, site)
      if (!reasons) continue
      const [first] = reasons
      hits.push({
        site,
        problem: `${first?.text} ${reasons[1]?.text}`,
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
    return { hits, examined }
  },
})

/** The old order of arguments: `start_cluster(Name, {module, …}, Ids)`. */
function shapeOf({ expr }: Site<Call>): Reason[] | null {
  const [, second] = expr.args
  const isOld =
    expr.args.length === 3 && second?.kind === 'tuple' && isAtom(second.items[0], 'module', 'simple')
  if (!isOld) return null
  return [
    { name: 'shape', text: '`ra:start_cluster/3` is called with the machine in second place.' },
    {
      name: 'by-contract',
      text: 'Since ra 2.0 the system comes first: `start_cluster(System, Name, Machine, Ids)`. This call ends in `function_clause`.',
    },
  ]
}

function isAtom(expr: Expr | undefined, ...names: readonly string[]): boolean {
  return expr?.kind === 'atom' && names.includes(expr.name)
}

/** The servers are plain nodes. */
function idsOf(program: Program, { expr, frame }: Site<Call>): Reason[] | null {
  const ids = expr.args.length >= 4 ? expr.args[3] : undefined
  if (!ids) return null
  const visible = visibleNodes(program, { expr: ids, frame })
  const all = origins(program, { expr: ids, frame })
  const listed = all.find(({ expr: origin }) => isNodeList(origin))
  // A list that was mapped may hold pairs.
  if (all.some(({ expr: origin }) => isMapped(origin)) || (!visible && !listed)) return null
  const source = visible?.source ?? listed
  return [
    { name: 'shape', text: '`ra:start_cluster` gets a list of nodes as its servers.' },
    {
      name: 'by-contract',
      text: 'A server id is a pair of a registered name and a node: with a plain node the call fails.',
      ...(source ? { site: source } : {}),
    },
  ]
}

/** `['a@one', 'a@two']`. */
function isNodeList(expr: Expr): boolean {
  return (
    expr.kind === 'list' &&
    expr.items.length > 0 &&
    expr.items.every(
      (item) =>
        (item.kind === 'atom' && item.name.includes('@')) ||
        (item.kind === 'call' && item.module === 'erlang' && item.name === 'node' && item.args.length === 0),
    )
  )
}

function isMapped(expr: Expr): boolean {
  return (
    expr.kind === 'comprehension' ||
    (expr.kind === 'call' && ['map', 'zip', 'flatmap', 'flat_map'].includes(expr.name))
  )
}

const looksFirst = new Set([
  'restart_server',
  'start_server',
  'members',
  'overview',
  'ping',
  'key_metrics',
  'member_overview',
  'start_or_restart_cluster',
])

/** Formed whenever an application or a server starts, with nothing that looks whether it is formed. */
function bootOf(program: Program, site: Site<Call>): Reason[] | null {
  const boot = bootAround(program, site)
  if (!boot || boot.frames.some((frame) => asks(program, frame))) return null
  return [
    { name: 'shape', text: `\`ra:start_cluster\` runs in ${boot.words}.` },
    {
      name: 'by-contract',
      text: 'It forms a cluster once; at the next start, and on the second node, it answers `{error, cluster_not_formed}`, and nodes that cannot see each other form one each.',
    },
  ]
}

interface Boot {
  readonly words: string
  readonly frames: readonly Frame[]
}

function bootAround(program: Program, site: Site): Boot | null {
  const own = bootWords(program, site.frame)
  if (own) return { words: own, frames: [site.frame] }
  const definition = definitionAt(site.frame)
  if (!definition) return null
  for (const caller of callGraph(program).callersOf(definition, 2)) {
    const words = caller.certain ? bootWords(program, caller.site.frame) : null
    if (words) return { words, frames: [site.frame, caller.site.frame] }
  }
  return null
}

function bootWords(program: Program, frame: Frame): string | null {
  const { module, fn } = frame
  if (!module || !fn) return null
  const isApplication = module.behaviours.some((name) => name === 'application' || name === 'Application')
  if (isApplication && fn.name === 'start' && fn.arity === 2) return 'the start of the application'
  const callback = callbackOf(program, frame)
  return callback && /^(init|handle_continue)\//.test(callback) ? `\`${callback}\` of a server` : null
}

/** The code looks first: it restarts, asks for members, or asks whether this is the node that forms it. */
function asks(program: Program, { module, fn, clause }: Frame): boolean {
  let asked = false
  const look = (expr: Expr) => {
    if (expr.kind === 'call' && expr.module === 'ra' && looksFirst.has(expr.name)) asked = true
    if (expr.kind === 'call' && expr.module === 'ra_directory') asked = true
    // A comparison with the own node, or a question of its own, chooses who forms it.
    if (expr.kind === 'branch' && expr.subject?.kind === 'call' && expr.subject.module === module?.name)
      asked = true
    if (expr.kind === 'op' && ['==', '===', '!=', '!=='].includes(expr.op) && expr.args.some(isOwn))
      asked = true
  }
  for (const each of fn?.clauses ?? [clause]) visitClause(each, look)
  return asked || program.callsOf('ra', 'restart_server').some((site) => site.frame.module === module)
}

function isOwn(expr: Expr): boolean {
  if (expr.kind === 'tuple') return expr.items.some(isOwn)
  return expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'node' && expr.args.length === 0
}
