import { inOrder } from '../../in-order.ts'
import type { Finding } from '../../report.ts'
import type { Program } from '../../source/program/program.ts'
import { tickOf } from '../clustering/kernel-settings.ts'
import type { Sections, TestCase, TestFile } from '../shape.ts'
import type { Subject } from '../subject.ts'
import { isClustered } from '../use-cases/found.ts'
import { type Generated, unwritten } from './generated.ts'
import { leaderTest } from './leader.ts'
import { mnesiaTest } from './mnesia.ts'
import { quorumTest } from './quorum.ts'
import { stagingTests } from './staging.ts'

const elections = [
  'leader-no-quorum',
  'leader-visibility-quorum',
  'leader-by-node-order',
  'quorum-of-visible',
]

/** A test for each critical finding that is posted, then the scenarios on staging; files where the code gives all names. */
export function testPlan(
  subject: Subject,
  parts: Pick<Sections, 'operations' | 'useCases' | 'scenarios' | 'clustering'>,
): Pick<Sections, 'tests' | 'testFiles'> {
  const seconds = waitOf(subject.program)
  const found = new Map<string, { test: TestCase; file: TestFile | null }>()
  for (const finding of subject.findings) {
    // What is open to others is no matter of partitions: the review itself is its test.
    if (!finding.posted || finding.severity !== 'critical' || finding.family === 'security') continue
    const one = testOf(subject.program, finding, seconds)
    // One module and one promise are one test, whatever number of findings it covers.
    const known = found.get(one.test.id)
    if (known) known.test = { ...known.test, covers: [...known.test.covers, ...one.test.covers] }
    else found.set(one.test.id, { ...one })
  }
  const ofFindings = [...found.values()]
  const staging = isClustered(subject) ? stagingTests(subject, parts, seconds) : []
  const files = ofFindings.flatMap(({ file }) => (file ? [file] : []))
  return {
    tests: [...ofFindings.map(({ test }) => test), ...staging],
    testFiles: files.sort((a, b) => inOrder(a.path, b.path)),
  }
}

/** Longer than the tick can take, by a fifth, rounded up to 5 s. */
function waitOf(program: Program): number {
  return Math.ceil((tickOf(program).maxS * 1.2) / 5) * 5
}

function testOf(program: Program, finding: Finding, seconds: number): Generated {
  const { rule, title } = finding
  if (rule === 'quorum-not-majority' || rule === 'quorum-rw-no-overlap') {
    const one = quorumTest(program, finding)
    return (
      one ??
      unwritten(
        finding,
        title,
        'Two disjoint groups of voters never both reach the threshold',
        'The threshold stands inside a larger function: give it a function of its own, and its test is one line.',
        seconds,
      )
    )
  }
  if (elections.includes(rule)) {
    const one = leaderTest(program, finding)
    return typeof one === 'string' ? unwritten(finding, title, 'At most one node leads', one, seconds) : one
  }
  if (rule === 'mnesia-no-majority' || rule === 'mnesia-no-partition-recovery') {
    const one = mnesiaTest(program, finding, rule)
    const invariant =
      rule === 'mnesia-no-majority'
        ? 'A transaction is refused on the side without a majority of the copies'
        : 'After the heal every node reads the same'
    return typeof one === 'string' ? unwritten(finding, title, invariant, one, seconds) : one
  }
  return unwritten(
    finding,
    title,
    invariants[rule] ?? 'What the failure scenario of the finding ends with does not happen',
    'What the program must be given to reach this place is not in the code.',
    seconds,
  )
}

/** Of critical rules that have no file of their own. */
const invariants: Readonly<Record<string, string>> = {
  'leader-no-fencing': 'A write that carries the token of an earlier term is refused by the resource',
  'leader-no-step-down': 'A leader that lost its majority stops acting before another begins',
  'registry-eventual-singleton': 'At most one process acts under the name at any time',
  'clock-monotonic-crosses-vm': 'A lease that has ended on its owner is held by nobody on another node',
  'crdt-guards-invariant': 'The sum over all replicas stays within its bound',
  'boot-split-formation': 'Nodes that start apart form one cluster, or none',
}
