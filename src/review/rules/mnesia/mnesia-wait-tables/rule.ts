import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, prefixed, replaced } from '../../../fixes/spelled.ts'
import type { Call } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { isClause, namesAtom } from '../../../source/walk.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { spanning } from '../mnesia-no-partition-recovery/tables.ts'
import { isDropped } from '../result.ts'

export default defineRule({
  id: 'mnesia-wait-tables',
  family: 'mnesia',
  severity: 'important',
  title: 'Waiting for tables has no end, or its answer is not looked at',
  problem: 'Whether the tables are loaded is not known when the node goes on, or the node never goes on.',
  failureScenario: [
    'All nodes go down. This one comes back first, but another one went down last.',
    'Mnesia waits for that other node before it loads the tables.',
  ],
  impact: 'A node that does not start, or one that serves tables which are not loaded.',
  guardsLookedFor: [
    'a time limit',
    'a match on `ok`, or a clause for `{timeout, _}`',
    'a loop that reports what it waits for',
    'tables of one node only',
  ],
  fix: {
    summary:
      'Wait for a bounded time, match the answer, and stay not ready with an alarm while tables are missing.',
    elixir:
      'case :mnesia.wait_for_tables(tables, 30_000) do\n  :ok -> :ready\n  {:timeout, missing} -> {:not_ready, missing}\n  {:error, reason} -> {:not_ready, reason}\nend',
    erlang:
      'case mnesia:wait_for_tables(Tables, 30000) of\n    ok -> ready;\n    {timeout, Missing} -> {not_ready, Missing};\n    {error, Reason} -> {not_ready, Reason}\nend.',
    residualRisk:
      'Where the node that went down last never comes back, somebody has to decide to load an older copy.',
  },
  sources: [
    'OTP mnesia, wait_for_tables/2 and force_load_table/1 https://www.erlang.org/doc/apps/mnesia/mnesia.html',
  ],
  holds: 'waits for tables end, and their answer is looked at',
  check(program) {
    const waits = program.callsOf('mnesia', 'wait_for_tables')
    const forced = program.callsOf('mnesia', 'force_load_table')
    const { sites, onlyLocalTables } = spanning(program)
    // Tables of this node alone are loaded from its own disk: there is nobody to wait for.
    if (sites.length === 0 || onlyLocalTables) return { hits: [], examined: [...waits, ...forced] }
    const hits = [
      ...waits.flatMap((site) => waitHit(program, site)),
      ...forced.flatMap((site) => forcedHit(site)),
    ]
    return { hits, examined: [...waits, ...forced] }
  },
})

function waitHit(program: Program, site: Site<Call>): Hit[] {
  const [, limit] = site.expr.args
  if (!limit) return []
  const limits = origins(program, { expr: limit, frame: site.frame })
  const endless =
    limits.length > 0 && limits.every(({ expr }) => expr.kind === 'atom' && expr.name === 'infinity')
  if (endless && !isReported(site)) {
    const reasons: Reason[] = [
      { name: 'shape', text: 'The wait has no time limit.' },
      { name: 'by-contract', text: 'Mnesia waits for the node that went down last.' },
    ]
    const callback = callbackOf(program, site.frame)
    if (callback)
      reasons.push({
        name: 'server-callback',
        text: `It runs in \`${callback}\`: who starts this process waits too.`,
      })
    return [
      {
        site,
        problem: 'The wait for the tables has no time limit, and nothing says what it waits for.',
        failureScenario: [
          'All nodes go down. This one comes back first, but another one went down last.',
          'Mnesia waits for that other node before it loads the tables; this call waits with it.',
          'If that node does not come back, this one never starts, and no log says why.',
        ],
        reasons: [...reasons, ...placeReasons(site.frame)],
      },
    ]
  }
  if (endless || !isDropped(program, site)) return []
  const mend = matched(site)
  return [
    {
      site,
      ...(mend ? { mend } : {}),
      problem:
        'Nobody looks at the answer: after `{timeout, Tables}` the node goes on with tables that are not loaded.',
      failureScenario: [
        'All nodes go down. This one comes back first, but another one went down last.',
        'The wait ends with `{timeout, Tables}`, which is dropped.',
        'The node serves: reads of these tables exit with `{no_exists, _}`.',
      ],
      reasons: [
        { name: 'shape', text: 'Nobody looks at the answer.' },
        { name: 'by-contract', text: 'It answers `{timeout, Tables}` and does not raise.' },
        ...placeReasons(site.frame),
      ],
    },
  ]
}

/** `ok = …` where the answer is dropped: a start that fails is tried again, a table that is not there is not served. */
function matched(site: Site<Call>): Mend | undefined {
  const { frame } = site
  const parent = ancestorsOf(site).at(-1)
  if (!parent) return undefined
  const ok = frame.file.form.language === 'elixir' ? ':ok' : 'ok'
  const risk =
    'When the tables are not loaded in time this ends with `badmatch`, and the supervisor starts it again: log what is missing where that helps whoever is called.'
  if (isClause(parent) || parent.kind === 'block') {
    const piped = site.expr.args.some(({ start }) => start < site.expr.start)
    return piped ? undefined : { rewrites: [prefixed(site, `${ok} = `)], risk }
  }
  return parent.kind === 'match' &&
    parent.value === site.expr &&
    /^_\w*$/.test(codeAt({ expr: parent.pattern, frame }))
    ? { rewrites: [replaced({ expr: parent.pattern, frame }, ok)], risk }
    : undefined
}

/** In a process of its own that was made to wait, while the node serves already. */
function isReported(site: Site): boolean {
  return ancestorsOf(site).some(
    (above) =>
      !isClause(above) && above.kind === 'call' && /^(spawn|spawn_link|start_child|async)$/.test(above.name),
  )
}

/** The reflex: what did not load in time is loaded by force. */
function forcedHit(site: Site<Call>): Hit[] {
  const above = ancestorsOf(site)
  const waited = above.some((ancestor, index) => {
    if (!isClause(ancestor) || !ancestor.patterns.some((pattern) => namesAtom(pattern, 'timeout')))
      return false
    const branch = above[index - 1]
    if (!branch || isClause(branch)) return ancestor === site.frame.clause
    return (
      branch.kind === 'branch' &&
      branch.subject?.kind === 'call' &&
      (branch.subject.name === 'wait_for_tables' || /wait/.test(branch.subject.name))
    )
  })
  if (!waited) return []
  return [
    {
      site,
      problem: 'Tables that are not loaded in time are loaded by force, from this node’s own older copy.',
      failureScenario: [
        'All nodes go down; another one went down last, with newer records.',
        'This one comes back first. The wait ends with `{timeout, Tables}`, and it loads its own copy.',
        'When the other one comes back it takes this copy: its newer writes are gone.',
      ],
      reasons: [
        { name: 'shape', text: 'The branch for `timeout` loads the tables by force.' },
        { name: 'by-contract', text: 'force_load_table takes this node’s copy, however old it is.' },
        { name: 'decides', text: 'What the other nodes wrote later is gone.' },
        ...placeReasons(site.frame),
      ],
    },
  ]
}
