import type { Call } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import { type Use, usesOf } from '../../../source/program/flow/uses.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { consistent } from './consistent.ts'

/** Reads that ask no majority, and what they may miss. */
const reads = [
  {
    name: 'local_query',
    misses: 'answers from the state of the asked member, which may be behind by any amount',
  },
  {
    name: 'leader_query',
    misses: 'answers from whoever believes to lead, also on the cut-off side of a partition',
  },
] as const
const writes = new Set(['process_command', 'pipeline_command'])

export default defineRule({
  id: 'ra-stale-read',
  family: 'raft',
  severity: 'important',
  title: 'A write is decided on a read that may be stale',
  problem:
    'A local or leader query asks no majority. What it says may have been overtaken before the command is sent.',
  failureScenario: [
    'A member reads, by a local or leader query, that a key is free.',
    'Another client has taken it already; this member has not applied that entry yet.',
    'The command is sent, and overwrites what the other client was told is theirs.',
  ],
  impact: 'Two clients both believe that they hold the key, the lock or the last seat.',
  guardsLookedFor: [
    '`ra:consistent_query` before the decision',
    '`condition: {applied, …}` of an own write',
    'a command that checks again in `apply/3`',
  ],
  fix: {
    summary: 'Put the check into the command, so that `apply/3` decides; or read by `ra:consistent_query`.',
    elixir:
      'def apply(_meta, {:take, key, owner}, state) do\n  case state do\n    %{^key => holder} -> {state, {:error, {:held_by, holder}}}\n    _ -> {Map.put(state, key, owner), :ok}\n  end\nend',
    erlang:
      'apply(_Meta, {take, Key, Owner}, State) ->\n    case State of\n        #{Key := Holder} -> {State, {error, {held_by, Holder}}};\n        _ -> {State#{Key => Owner}, ok}\n    end.',
    residualRisk:
      'A consistent query is true when it answers; between it and the command the state may change.',
  },
  sources: [
    'ra, local_query/2, leader_query/2, consistent_query/2 https://github.com/rabbitmq/ra/blob/main/src/ra.erl',
    'Khepri, option favor https://rabbitmq.github.io/khepri/khepri.html',
  ],
  holds: 'commands to ra are not decided by local reads',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { name, misses } of reads) {
      for (const site of program.callsOf('ra', name)) {
        examined.push(site)
        const hit = judge(program, site, misses)
        if (hit) hits.push(hit)
      }
    }
    for (const site of program.callsOf('khepri', 'get')) {
      if (!site.expr.args.some((argument) => namesAtom(argument, 'low_latency'))) continue
      examined.push(site)
      const hit = judge(program, site, 'with `favor => low_latency` answers from the state of this member')
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, site: Site<Call>, misses: string): Hit | null {
  if (waitsForOwnWrite(site) || asksAgain(program, site)) return null
  const decision = usesOf(program, site).find(
    (use): use is Use => use.kind === 'subject' || use.kind === 'compared',
  )
  if (!decision) return null
  const write = writeAfter(program, site, decision.site)
  if (!write) return null
  const name = `${site.expr.module}:${site.expr.name}`
  const reasons: Reason[] = [
    { name: 'shape', text: `A command is sent after \`${name}\`, by its answer.`, site: write },
    { name: 'followed', text: 'The answer reaches the decision.', site: decision.site },
    { name: 'decides', text: `\`${name}\` ${misses}.` },
  ]
  const mend = consistent(site)
  return {
    site,
    ...(mend ? { mend } : {}),
    problem: `\`${name}\` ${misses}, and its answer decides whether a command is sent.`,
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}

function waitsForOwnWrite({ expr }: Site<Call>): boolean {
  return expr.args.some((argument) => namesAtom(argument, 'condition', 'applied'))
}

/** The function asks a majority as well: a miss falls through to it. */
function asksAgain(program: Program, { frame }: Site): boolean {
  return program.callsOf('ra', 'consistent_query').some((other) => other.frame.fn === frame.fn)
}

/** A command in the function of the decision and after it, or in a function that it calls there. */
function writeAfter(program: Program, read: Site, decision: Site): Site | null {
  const definition = definitionAt(decision.frame)
  if (!definition) return null
  const graph = callGraph(program)
  const from = Math.max(read.frame.clause === decision.frame.clause ? read.expr.end : 0, decision.expr.start)
  for (const site of graph.sitesIn(definition)) {
    if (site.frame.clause !== decision.frame.clause || site.expr.start < from) continue
    if (isWrite(site)) return site
    for (const target of graph.targetsOf(site)) {
      if (!target.certain || target.fn === definition.fn) continue
      if (graph.sitesIn(target).some(isWrite)) return site
    }
  }
  return null
}

function isWrite({ expr }: Site): boolean {
  if (expr.kind !== 'call') return false
  return (
    (expr.module === 'ra' && writes.has(expr.name)) ||
    (expr.module === 'khepri' && ['put', 'create', 'update', 'delete'].includes(expr.name))
  )
}
