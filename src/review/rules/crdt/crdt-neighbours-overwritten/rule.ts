import type { Call, Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { ancestorsOf, type Frame, type Site } from '../../../source/program/program.ts'
import { isClause, namesAtom, visit, visitAll } from '../../../source/walk.ts'
import { oneWayNeighbours } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { deltaCalls } from '../delta-crdt.ts'
import { allAtOnce } from './all-at-once.ts'

export default defineRule({
  id: 'crdt-neighbours-overwritten',
  family: 'crdt',
  severity: 'critical',
  title: 'Each call replaces the neighbours of the one before',
  problem:
    '`DeltaCrdt.set_neighbours/2` replaces the list. Called once for each peer, only the last one is kept.',
  failureScenario: [
    'A replica adds its peers one by one.',
    'Each call forgets the peer of the call before.',
    'Writes go to the last peer alone; the others never learn of them.',
  ],
  impact: 'Replicas differ for as long as they run, and no error says so.',
  guardsLookedFor: ['one call with the list of all peers', 'a system of two nodes'],
  fix: {
    summary:
      'Give the whole list at once, at the start and on each `nodeup` and `nodedown`; names survive restarts, pids do not.',
    elixir:
      'def sync_neighbours(crdt_name) do\n  peers = for n <- Node.list(), do: {crdt_name, n}\n  DeltaCrdt.set_neighbours(crdt_name, peers)\nend',
    erlang:
      "sync_neighbours(Name) ->\n    'Elixir.DeltaCrdt':set_neighbours(Name, [{Name, Node} || Node <- nodes()]).",
    residualRisk: 'Synchronisation is one-way: every replica must list every other.',
  },
  sources: ['delta_crdt, DeltaCrdt.set_neighbours/2 https://hexdocs.pm/delta_crdt/DeltaCrdt.html'],
  holds: 'the neighbours of a replica are given as one list',
  check(program) {
    const examined = deltaCalls(program, 'set_neighbours')
    const hits: Hit[] = []
    for (const site of examined) {
      const [, list] = site.expr.args
      if (list?.kind !== 'list' || list.items.length !== 1 || list.tail) continue
      const how = repeated(site) ?? onNodeUp(site)
      if (!how) continue
      const witness = oneWayNeighbours({ n1: ['n3'], n2: ['n3'], n3: ['n2'] })
      const reasons: Reason[] = [
        { name: 'shape', text: `\`set_neighbours\` gets one peer, ${how}.` },
        { name: 'by-contract', text: 'The list replaces the one before.' },
      ]
      if (witness.answer === 'broken')
        reasons.push({
          name: 'computed-witness',
          text: 'Three replicas of which each kept its last peer were followed.',
        })
      const mend = allAtOnce(site)
      hits.push({
        site,
        ...(mend ? { mend } : {}),
        problem: `\`set_neighbours\` gets one peer, ${how}. It replaces the list, so only the last peer is kept.`,
        reasons: [...reasons, ...placeReasons(site.frame)],
        ...(witness.answer === 'broken' ? { witness } : {}),
      })
    }
    return { hits, examined }
  },
})

/** In a fun that is applied to each element, in a comprehension, or in a function that calls itself. */
function repeated(site: Site<Call>): string | null {
  const above = ancestorsOf(site)
  for (let i = above.length - 1; i > 0; i--) {
    const [at, parent] = [above[i], above[i - 1]]
    if (!at || isClause(at)) continue
    if (at.kind === 'comprehension') return 'for each of a list'
    if (
      at.kind === 'fun' &&
      parent &&
      !isClause(parent) &&
      parent.kind === 'call' &&
      ['each', 'map', 'foreach', 'reduce', 'foldl'].includes(parent.name)
    )
      return 'for each of a list'
  }
  const { fn, module, clause } = site.frame
  let recursive = false
  visitAll(clause.body, (expr) => {
    if (
      expr.kind === 'call' &&
      expr.module === module?.name &&
      expr.name === fn?.name &&
      expr.args.length === fn?.arity
    )
      recursive = true
  })
  const takesList = clause.patterns.some((pattern) => pattern.kind === 'list' && pattern.tail !== null)
  return recursive && takesList ? 'for each of a list' : null
}

const callbacks = new Set(['handle_info', 'handle_call', 'handle_cast'])

/** In a clause for the message `nodeup`, or for one that brings a peer. */
function onNodeUp({ expr, frame }: Site<Call>): string | null {
  const { fn, clause } = frame
  if (clause.patterns.some((pattern) => namesAtom(pattern, 'nodeup'))) return 'whenever a node comes'
  const [message] = clause.patterns
  const [, list] = expr.args
  const [peer] = list?.kind === 'list' ? list.items : []
  if (!fn || !callbacks.has(fn.name) || !message || !peer) return null
  return brings(message, peer, frame) ? 'whenever a message brings a peer' : null
}

/** The peer is a part of the message, or was asked for by one. */
function brings(message: Expr, peer: Expr, { clause }: Frame): boolean {
  let brought = false
  const given = new Set<string>()
  visit(message, (inner) => {
    if (inner.kind === 'var') given.add(inner.name)
  })
  visit(peer, (inner) => {
    if (inner.kind !== 'var') return
    const binding = patternBinding(clause, inner.name, inner.start)
    if (given.has(inner.name)) brought = true
    if (binding?.kind !== 'value' || binding.value.kind !== 'call') return
    for (const argument of binding.value.args)
      if (argument.kind === 'var' && given.has(argument.name)) brought = true
  })
  return brought
}
