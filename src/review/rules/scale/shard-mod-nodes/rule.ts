import type { Call, Clause, Op } from '../../../source/form.ts'
import { nodes } from '../../../source/program/deployment/index.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, wordsOf } from '../../../source/program/words.ts'
import { visit, visitClause } from '../../../source/walk.ts'
import { hashMod } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { visibleNodes } from '../../visible-nodes.ts'
import { placesUnregistered } from './registered.ts'

/** Nodes of the smallest cluster worth the name of one, where nothing says how many run. */
const usual = 4

export default defineRule({
  id: 'shard-mod-nodes',
  family: 'scale',
  severity: 'important',
  title: 'The owner of a key is its hash modulo the number of visible nodes',
  problem:
    'The owner of a key is computed as a hash modulo the number of nodes that this node can see. When one joins or leaves, almost every key has another owner; nodes that see different ones name different owners.',
  failureScenario: [
    'Four nodes are up; a fifth joins.',
    'A node that has seen it counts five, another still counts four.',
    'For most keys the two name different owners: both owners act, or the key is looked for where it is not.',
  ],
  impact:
    'Two owners for a key or none while views differ, and almost all state in the wrong place after each change.',
  guardsLookedFor: [
    'a list that configuration fixes',
    'a consistent-hash ring or rendezvous hashing',
    'a count of partitions that does not follow the nodes',
    'a registry of the cluster that is asked first',
  ],
  fix: {
    summary:
      'Map keys to a fixed number of partitions and partitions to nodes by a table that is agreed on, or choose by rendezvous hashing, and let the owner refuse keys that are not its own.',
    elixir:
      '# rendezvous hashing: one join moves 1/(n+1) of the keys\ndef owner(key, nodes), do: Enum.max_by(nodes, &:erlang.phash2({key, &1}))',
    erlang:
      'owner(Key, Nodes) ->\n    %% rendezvous hashing: one join moves 1/(n+1) of the keys\n    {_, Owner} = lists:max([{erlang:phash2({Key, Node}), Node} || Node <- Nodes]),\n    Owner.',
    residualRisk:
      'Two views still name two owners for the keys that move: hand over, and check an epoch at the owner.',
  },
  sources: [
    'D. Karger et al., Consistent hashing and random trees, STOC 1997 https://dl.acm.org/doi/10.1145/258533.258660',
    'G. DeCandia et al., Dynamo, section 4.2 https://www.allthingsdistributed.com/files/amazon-dynamo-sosp2007.pdf',
  ],
  holds: 'no owner is a hash modulo the number of visible nodes',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, size } of remainders(program)) {
      const list = countedList(program, size)
      if (!list) continue
      const source = visibleNodes(program, list)?.source ?? sourceOf(program, list, 'visible-nodes')
      const named = anyOf(wordsOf(list.expr), nodeWords)
      if (!source && !named) continue
      examined.push(site)
      if (!placesUnregistered(program, site)) hits.push(hitOf(program, site, source, named))
    }
    return { hits, examined }
  },
})

const nodeWords = new Set(['node', 'member', 'peer'])

function hitOf(program: Program, site: Site, source: Site | null, named: boolean): Hit {
  const reasons: Reason[] = [{ name: 'shape', text: 'A hash is taken modulo the length of a list.' }]
  if (named) reasons.push({ name: 'named', text: 'The code calls what is in the list nodes or members.' })
  const count = nodes(program)
  const n = Math.min(50, Math.max(2, count?.min ?? usual))
  const witness = hashMod({ nodes: n })
  const broken = source !== null && witness.answer === 'broken'
  if (source) {
    reasons.push({ name: 'followed', text: 'The list is the nodes that are visible now.', site: source })
    reasons.push({
      name: 'computed-witness',
      text: `With ${n} nodes and one more, the keys that move were counted.`,
    })
  }
  return { site, ...(broken ? { witness } : {}), reasons: [...reasons, ...placeReasons(site.frame)] }
}

interface Remainder {
  readonly site: Site<Call | Op>
  /** What the hash is taken modulo of. */
  readonly size: Site
}

const hashing = new Set([
  'erlang:phash2',
  'erlang:phash',
  'erlang:crc32',
  'erlang:adler32',
  'erlang:md5',
  'crypto:hash',
])

/** `phash2(key, n)`, and `rem(hash, n)` of a hash in the same function. */
function* remainders(program: Program): Iterable<Remainder> {
  const clauses = new Set<Clause>()
  for (const name of hashing) {
    const [module = '', fn = ''] = name.split(':')
    for (const site of program.callsOf(module, fn)) {
      const { frame } = site
      const [key] = site.expr.args
      // A key that is another one each time spreads work: nobody looks for it at its owner.
      if (
        key &&
        sourceOf(program, { expr: key, frame }, 'random', 'wall-clock', 'monotonic-clock', 'identity')
      )
        continue
      const range = /^phash2?$/.test(fn) ? site.expr.args[1] : undefined
      if (range) yield { site, size: { expr: range, frame } }
      else if (!clauses.has(frame.clause)) {
        clauses.add(frame.clause)
        yield* remaindersIn(program, frame)
      }
    }
  }
}

function* remaindersIn(program: Program, frame: Frame): Iterable<Remainder> {
  const found: Op[] = []
  visitClause(frame.clause, (expr) => {
    if (expr.kind === 'op' && expr.op === 'rem') found.push(expr)
  })
  for (const expr of found) {
    const [hash, size] = expr.args
    if (hash && size && isHash(program, { expr: hash, frame }))
      yield { site: { expr, frame }, size: { expr: size, frame } }
  }
}

function isHash(program: Program, site: Site): boolean {
  return origins(program, site).some(({ expr }) => {
    let hashes = false
    visit(expr, (inner) => {
      if (inner.kind === 'call' && hashing.has(`${inner.module}:${inner.name}`)) hashes = true
    })
    return hashes
  })
}

/** The list in `length(list)` or `length(list) + 1`. */
function countedList(program: Program, size: Site): Site | null {
  for (const { expr, frame } of origins(program, size)) {
    const counts = expr.kind === 'op' && expr.op === '+' ? expr.args : [expr]
    for (const count of counts) {
      const [of] =
        count.kind === 'call' && count.module === 'erlang' && count.name === 'length' ? count.args : []
      if (of) return { expr: of, frame }
    }
  }
  return null
}
