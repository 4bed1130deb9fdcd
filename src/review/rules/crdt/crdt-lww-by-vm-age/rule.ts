import { projects } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visit } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { deltaCalls } from '../delta-crdt.ts'

export default defineRule({
  id: 'crdt-lww-by-vm-age',
  family: 'crdt',
  severity: 'important',
  candidate: true,
  title: 'The "last" write is decided by the age of the VMs',
  problem:
    'AWLWWMap stamps each write with the monotonic time of its VM, which starts anew with the VM. Of two writes on different nodes that of the longer-running one tends to win, whichever was later.',
  failureScenario: [
    'Node a has run for a week, node b for a minute.',
    'A client writes on a, and two seconds later on b, under the same key.',
    'The replicas meet, and the earlier write of a wins on both.',
  ],
  impact: 'Newer values are replaced by older ones after each deploy, on the nodes that restarted last.',
  guardsLookedFor: [
    'one writer for each key',
    'a value for which any winner will do',
    'a version in the value',
  ],
  fix: {
    summary:
      'Put a version of your own into the value and resolve by it, or keep such data in a store with one order.',
    elixir: 'DeltaCrdt.put(crdt, {key, node()}, {version, value})',
    erlang: "'Elixir.DeltaCrdt':put(Crdt, {Key, node()}, {Version, Value})",
    residualRisk: null,
  },
  sources: ['delta_crdt, changelog 0.5.8: monotonic time https://hexdocs.pm/delta_crdt/changelog.html'],
  holds: 'no write relies on the order of delta_crdt across nodes',
  check(program) {
    const examined = deltaCalls(program, 'put', 'merge')
    if (!stampsByAge(program)) return { hits: [], examined }
    const [first, ...also] = examined.filter(
      ({ expr, frame }) =>
        expr.name === 'put' &&
        frame.file.pathClass === 'service' &&
        expr.args[1] !== undefined &&
        !namesOwner({ expr: expr.args[1], frame }),
    )
    if (!first) return { hits: [], examined }
    const hits: Hit[] = [
      {
        site: first,
        also,
        reasons: [
          { name: 'shape', text: 'A key without the own node in it is written: any node may write it.' },
          { name: 'by-contract', text: 'The larger monotonic time wins, and each VM has its own.' },
          ...placeReasons(first.frame),
        ],
      },
    ]
    return { hits, examined }
  },
})

/** delta_crdt from 0.5.8 on, or of a version that is not known. */
function stampsByAge(program: Program): boolean {
  const dependency = projects(program).dependencies.find(({ name }) => name === 'delta_crdt')
  const version = dependency?.locked?.value ?? '0.6.4'
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return major > 0 || minor > 5 || (minor === 5 && patch >= 8)
}

/** The key holds the own node, a process, or a member that this replica alone writes. */
function namesOwner({ expr }: Site): boolean {
  let own = false
  visit(expr, (inner) => {
    if (inner.kind === 'call' && inner.module === 'erlang' && ['node', 'self'].includes(inner.name))
      own = true
    if (inner.kind === 'var' && /node|member|self|pid/i.test(inner.name)) own = true
  })
  return own
}
