import type { Call } from '../../../source/form.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'
import { namesAtom, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** Libraries of rings, and what changes one. */
const changes: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['HashRing', ['add_node', 'add_nodes', 'remove_node']],
  ['HashRing.Managed', ['add_node', 'add_nodes', 'remove_node']],
  ['ExHashRing.Ring', ['add_node', 'add_nodes', 'remove_node', 'remove_nodes', 'set_nodes']],
  ['ExHashRing.HashRing', ['add_node', 'remove_node', 'set_nodes']],
  ['hash_ring', ['add_node', 'remove_node', 'add_nodes', 'remove_nodes']],
  ['hashring', ['add_node', 'remove_node']],
]

export default defineRule({
  id: 'ring-change-no-handover',
  family: 'scale',
  severity: 'important',
  title: 'The ring follows the membership, and the state does not',
  problem:
    'A hash ring is changed when a node comes or goes, and nothing moves the state of the keys that get another owner.',
  failureScenario: [
    'A node joins, and the ring gives it 1/(n+1) of the keys.',
    'The new owner starts empty, while the old one keeps what it has.',
    'Callers with the older view still ask the old owner: one key has two states.',
  ],
  impact: 'State is lost or forked for the keys that move, at each change of the membership.',
  guardsLookedFor: [
    'transfer, drain or hand-over',
    'state that is loaded from a store',
    'an epoch of the ring',
    'a cache',
  ],
  fix: {
    summary:
      'Give each ring an epoch. The old owner stops, hands over or persists, before the new one serves; an owner refuses keys that are not its own.',
    elixir:
      'def handle_call({:get, key, epoch}, _from, %{epoch: epoch, keys: keys} = state) when is_map_key(keys, key) do\n  {:reply, {:ok, Map.fetch!(keys, key)}, state}\nend\n\ndef handle_call({:get, _key, _epoch}, _from, state), do: {:reply, {:not_owner, state.epoch}, state}',
    erlang:
      'handle_call({get, Key, Epoch}, _From, #{epoch := Epoch, keys := Keys} = State) when is_map_key(Key, Keys) ->\n    {reply, {ok, maps:get(Key, Keys)}, State};\nhandle_call({get, _Key, _Epoch}, _From, #{epoch := Now} = State) ->\n    {reply, {not_owner, Now}, State}.',
    residualRisk: 'While a hand-over runs the key is not served: callers try again.',
  },
  sources: [
    'G. DeCandia et al., Dynamo, section 4.9 https://www.allthingsdistributed.com/files/amazon-dynamo-sosp2007.pdf',
  ],
  holds: 'what changes a ring moves the state as well',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of ringChanges(program)) {
      if (!followsMembership(program, site)) continue
      examined.push(site)
      if (!handsOver(site.frame)) hits.push(hitOf(site))
    }
    return { hits, examined }
  },
  together: 'module',
})

function* ringChanges(program: Program): Iterable<Site<Call>> {
  for (const [module, names] of changes) for (const name of names) yield* program.callsOf(module, name)
}

/** In the clause that handles nodeup or nodedown, or in a function that such a clause calls. */
function followsMembership(program: Program, { frame }: Site): boolean {
  if (handlesNodes(frame)) return true
  const { module, fn } = frame
  return (
    module !== null &&
    fn !== null &&
    program.callersOf(module.name, fn).some((caller) => handlesNodes(caller.frame))
  )
}

function handlesNodes({ clause }: Frame): boolean {
  return clause.patterns.some((pattern) => namesAtom(pattern, 'nodeup', 'nodedown'))
}

const handing = new Set([
  'handover',
  'handoff',
  'hand',
  'transfer',
  'drain',
  'migrate',
  'rebalance',
  'epoch',
  'resume',
  'restore',
  'sync',
  'cache',
])

/** The module speaks of moving state, or of a cache, which may start empty. */
function handsOver({ module, file }: Frame): boolean {
  if (!module) return false
  if (split(file.path).some((word) => handing.has(word) || word.startsWith('cache'))) return true
  let hands = false
  for (const fn of module.functions) {
    if (split(fn.name).some((word) => handing.has(word))) hands = true
    for (const clause of fn.clauses)
      visitClause(clause, (expr) => {
        if (
          (expr.kind === 'call' || expr.kind === 'atom') &&
          split(expr.name).some((word) => handing.has(word))
        )
          hands = true
      })
  }
  return hands
}

function hitOf(site: Site<Call>): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: 'The ring is changed when a node comes or goes.' },
    { name: 'followed', text: 'The event is nodeup or nodedown, as this node sees it.' },
  ]
  return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
}
