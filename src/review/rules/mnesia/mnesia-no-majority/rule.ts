import type { Program, Site } from '../../../source/program/program.ts'
import { accesses, isWrite } from '../../../source/program/stores/index.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { quorumUnderCut } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { hasHealingLibrary } from '../healing-library.ts'
import { mnesiaTables, type Table } from '../replication.ts'
import { withMajority } from './with-majority.ts'

/** What two sides of a cut must not both change. */
const exclusive = new Set(
  'lock lease leader owner ownership lead master election account balance payment wallet stock inventory quota credit reservation booking seat'.split(
    ' ',
  ),
)
/** More tables than this are named, and not shown one by one. */
const mostShown = 4

export default defineRule({
  id: 'mnesia-no-majority',
  family: 'mnesia',
  severity: 'important',
  title: 'Both sides of a cut may commit to this table',
  problem:
    'The table has copies on several nodes and no `majority`: a transaction commits on whatever nodes are left.',
  failureScenario: [
    'The network splits; each side sees the others as down and takes itself for the cluster.',
    'A transaction on each side changes the same record. Both answer `{atomic, _}`.',
    'The network heals. The copies differ, and Mnesia does not merge them.',
  ],
  impact: 'Two values for one record, both acknowledged; one is lost when a side is restarted.',
  guardsLookedFor: [
    '`{majority, true}`, there or by change_table_majority/2',
    'local_content, or copies of one node only',
    'copies in memory alone, whose records are made again',
    'two copies, where majority would stop all writes in a cut',
    'a library or handler that merges after a cut',
  ],
  fix: {
    summary:
      'Ask for a majority on tables whose records must not be changed on both sides, and write to them in transactions: dirty operations do not ask.',
    elixir:
      ':mnesia.create_table(:lease, disc_copies: nodes, majority: true, attributes: [:key, :owner, :term])',
    erlang:
      'mnesia:create_table(lease, [{disc_copies, Nodes}, {majority, true},\n                            {attributes, [key, owner, term]}]).',
    residualRisk:
      'The smaller side aborts with `{no_majority, Tab}` for as long as the cut lasts; with two copies that is every side. Nodes of the smaller side still have to be restarted afterwards.',
  },
  sources: [
    'OTP mnesia, create_table/2 and change_table_majority/2 https://www.erlang.org/doc/apps/mnesia/mnesia.html',
  ],
  holds: 'replicated tables of Mnesia ask for a majority',
  check(program) {
    const spanning = mnesiaTables(program).filter(({ reach }) => reach === 'spanning')
    const written = transactional(program)
    const diverging = spanning.filter((table) => mayDiverge(table, written))
    const groups = [
      diverging.filter(isExclusive),
      diverging.filter((table) => !isExclusive(table) && table.nodes !== null),
      diverging.filter((table) => !isExclusive(table) && table.nodes === null),
    ]
    return {
      hits: groups.flatMap((group) => hitOf(program, group, written)),
      examined: spanning.map(({ site }) => site),
    }
  },
})

/** Tables that some transaction writes, by name: `majority` changes nothing for those that are only written dirtily. */
function transactional(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  for (const access of accesses(program)) {
    if (access.store !== 'mnesia' || !isWrite(access) || access.dirty) continue
    if (access.table?.name && access.transaction?.kind !== 'mnesia-dirty') names.add(access.table.name)
  }
  return names
}

function mayDiverge(table: Table, written: ReadonlySet<string>): boolean {
  if (table.majority !== false || table.nodes === 2) return false
  if (isExclusive(table)) return true
  return table.durable && (table.name === null ? table.nodes !== null : written.has(table.name))
}

function isExclusive({ name }: Table): boolean {
  return name !== null && anyOf(new Set(split(name)), exclusive)
}

/** One cause, no use of majority, is one finding; the tables are its places. */
function hitOf(program: Program, group: readonly Table[], written: ReadonlySet<string>): Hit[] {
  const [first, ...rest] = group
  if (!first) return []
  const { later, nodes } = first
  const names = group.flatMap(({ name }) => (name === null ? [] : [`\`${name}\``]))
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: 'The table is made without `majority`, which is false by default.',
      site: first.site,
    },
    later
      ? { name: 'followed', text: 'It is made on one node and copied to others here.', site: later }
      : { name: 'followed', text: 'Its copies are on several nodes.' },
    { name: 'shared-state', text: 'Every node that holds a copy takes writes.' },
  ]
  if (isExclusive(first))
    reasons.push({
      name: 'named',
      text: `${names[0]} is named as something that two sides must not both change.`,
    })
  if (handlesCuts(program))
    reasons.push({
      name: 'handled-otherwise',
      text: 'The program handles `inconsistent_database`, or a library that merges does.',
    })
  const witness =
    nodes === null ? null : quorumUnderCut({ nodes, of: 'visible', threshold: () => 1, comparison: '>=' })
  if (witness?.answer === 'broken')
    reasons.push({
      name: 'computed-witness',
      text: `Every cut of its ${nodes} nodes lets both sides commit.`,
    })
  // Where records are written dirtily alone, nobody is asked for the majority: that is no fix by itself.
  const asked = group.every(({ name }) => name !== null && written.has(name))
  const mend =
    asked && group.length <= mostShown + 1 ? withMajority(group.map(({ site }) => site)) : undefined
  return [
    {
      site: first.site,
      ...(mend ? { mend } : {}),
      also: rest.slice(0, mostShown).map(({ site }): Site => site),
      ...(isExclusive(first) ? { severity: 'critical' as const } : {}),
      ...(names.length > 0 ? { problem: problemOf(names, nodes) } : {}),
      ...(witness?.answer === 'broken' ? { witness } : {}),
      reasons: [...reasons, ...placeReasons(first.site.frame)],
    },
  ]
}

function problemOf(names: readonly string[], nodes: number | null): string {
  const shown = names.slice(0, 12).join(', ')
  const more = names.length > 12 ? ` and ${names.length - 12} more` : ''
  const where = nodes === null ? 'several nodes' : `${nodes} nodes`
  return names.length === 1
    ? `${shown} has copies on ${where} and no \`majority\`: a transaction commits on whatever nodes are left.`
    : `${shown}${more} have copies on ${where} and no \`majority\`: a transaction commits on whatever nodes are left.`
}

function handlesCuts(program: Program): boolean {
  const named = program.atoms('inconsistent_database').some(({ frame }) => frame.file.pathClass === 'service')
  return named || hasHealingLibrary(program)
}
