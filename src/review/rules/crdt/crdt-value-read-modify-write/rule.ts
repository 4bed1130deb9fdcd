import type { Call, Expr } from '../../../source/form.ts'
import { keyOf } from '../../../source/key.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { children, visit } from '../../../source/walk.ts'
import { readModifyWrite } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { deltaCalls } from '../delta-crdt.ts'

export default defineRule({
  id: 'crdt-value-read-modify-write',
  family: 'crdt',
  severity: 'important',
  title: 'A value of the map is read, changed and written back whole',
  problem:
    'The map keeps one value for each key, that of the last write. Two replicas that read the same value, change it and put it back keep one of the two changes.',
  failureScenario: [
    'Two nodes read the same value.',
    'Each adds something to it and puts the whole back under the same key.',
    'The replicas meet, and one of the two values wins.',
  ],
  impact: 'An item, a count or a list entry is lost, and no error says so.',
  guardsLookedFor: [
    'a key that names the own node: one writer for each key',
    'finer keys, summed or joined at the read',
  ],
  fix: {
    summary: 'Give each element, or each node, a key of its own, and put them together when reading.',
    elixir:
      'def add(crdt, cart, item, n) do\n  key = {cart, item, node()}\n  DeltaCrdt.put(crdt, key, (DeltaCrdt.get(crdt, key) || 0) + n)\nend',
    erlang: "add(Crdt, Cart, Item) ->\n    'Elixir.DeltaCrdt':put(Crdt, {Cart, Item, node()}, 1).",
    residualRisk: 'Within the node one process must write each key.',
  },
  sources: ['delta_crdt, AWLWWMap https://hexdocs.pm/delta_crdt/DeltaCrdt.AWLWWMap.html'],
  holds: 'values of a CRDT map are not changed whole',
  check(program) {
    const examined = deltaCalls(program, 'put')
    const hits: Hit[] = []
    for (const site of examined) {
      const [, key, value] = site.expr.args
      if (!key || !value || ownsKey(program, { expr: key, frame: site.frame })) continue
      const read = readOf(program, { expr: value, frame: site.frame }, site, 6)
      if (!read) continue
      const witness = readModifyWrite({ callers: 2, guard: 'none', initial: 1, change: 1 })
      const reasons: Reason[] = [
        { name: 'shape', text: 'What is put under a key is made from what was read under it.' },
        { name: 'followed', text: 'The value was read here.', site: read },
        { name: 'shared-state', text: 'Every node writes the same map.' },
      ]
      if (witness.answer === 'broken')
        reasons.push({
          name: 'computed-witness',
          text: 'Two writers that start from 1 and each add 1 end at 2.',
        })
      hits.push({
        site,
        reasons: [...reasons, ...placeReasons(site.frame)],
        ...(witness.answer === 'broken' ? { witness } : {}),
      })
    }
    return { hits, examined }
  },
})

/** The own node or process is part of the key: nobody else writes it. */
function ownsKey(program: Program, site: Site): boolean {
  return [site, ...origins(program, site)].some(({ expr }) => {
    let own = false
    visit(expr, (inner) => {
      if (
        inner.kind === 'call' &&
        inner.module === 'erlang' &&
        ['node', 'self'].includes(inner.name) &&
        inner.args.length === 0
      )
        own = true
    })
    return own
  })
}

/** The `get` of the same map and key that a value is made from, in the same function. */
function readOf(program: Program, site: Site, put: Site<Call>, depth: number): Site | null {
  if (depth === 0) return null
  const { expr, frame } = site
  if (expr.kind === 'call' && /^(Elixir\.)?DeltaCrdt$/.test(expr.module ?? '') && expr.name === 'get')
    return isSame(expr.args[1], put.expr.args[1]) && isSame(expr.args[0], put.expr.args[0]) ? site : null
  if (expr.kind === 'var') {
    const binding = patternBinding(frame.clause, expr.name, expr.start)
    const source =
      binding?.kind === 'value' ? binding.value : binding?.kind === 'part' ? binding.source : null
    return source ? readOf(program, { expr: source, frame }, put, depth - 1) : null
  }
  for (const part of children(expr)) {
    const found = readOf(program, { expr: part, frame }, put, depth - 1)
    if (found) return found
  }
  return null
}

function isSame(left: Expr | undefined, right: Expr | undefined): boolean {
  return left !== undefined && right !== undefined && keyOf(left) === keyOf(right)
}
