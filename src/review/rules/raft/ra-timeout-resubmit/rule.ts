import type { Call, Clause, Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { isClause, visit, visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { machines } from '../machines.ts'

export default defineRule({
  id: 'ra-timeout-resubmit',
  family: 'raft',
  severity: 'important',
  title: 'A command is sent again although the first may still be applied',
  problem:
    'A time-out or a lost connection says nothing about the command: it may be in the log already, and be committed later. Sent again, it is another entry.',
  failureScenario: [
    'The leader writes the command to its log, and the answer does not come in time.',
    'The client sends the command again.',
    'Both entries are committed, and both are applied.',
  ],
  impact:
    'One request counts twice: two bookings, two increments, a lock that is taken by its own owner and refused.',
  guardsLookedFor: [
    'an id in the command that `apply/3` remembers',
    'a command that may be applied twice',
    'errors that say that nothing was sent',
  ],
  fix: {
    summary: 'Give the command an id, keep the ids of late in the state, and answer the first reply again.',
    elixir:
      'def apply(_meta, {:book, id, seat}, state) do\n  case state.replies do\n    %{^id => reply} -> {state, reply}\n    replies -> {%{state | seats: [seat | state.seats], replies: Map.put(replies, id, :ok)}, :ok}\n  end\nend',
    erlang:
      'apply(_Meta, {book, Id, Seat}, #{seats := Seats, replies := Replies} = State) ->\n    case Replies of\n        #{Id := Reply} -> {State, Reply};\n        _ -> {State#{seats := [Seat | Seats], replies := Replies#{Id => ok}}, ok}\n    end.',
    residualRisk:
      'Old ids must be dropped by the log (an index or a time of the metadata), on all members alike.',
  },
  sources: [
    'ra, process_command/3 https://github.com/rabbitmq/ra/blob/main/src/ra.erl',
    'Khepri, option protect_against_dups https://rabbitmq.github.io/khepri/khepri.html',
  ],
  holds: 'commands to ra are not sent again on an unknown outcome',
  check(program) {
    const examined = program.callsOf('ra', 'process_command')
    const hits: Hit[] = []
    const replayed = new Set(
      machines(program).flatMap(({ module, keptForReplay }) => (keptForReplay ? [module] : [])),
    )
    for (const site of examined) {
      if (site.frame.module && replayed.has(site.frame.module)) continue
      const again = resent(site)
      if (!again || hasId(program, site)) continue
      const reasons: Reason[] = [
        { name: 'shape', text: `The command is sent again after ${again.after}.`, site: again.site },
        { name: 'by-contract', text: 'The first one may be in the log already and be applied later.' },
      ]
      hits.push({
        site,
        problem: `The command is sent again after ${again.after}. The first one may be in the log already, and nothing in it tells the two apart.`,
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
    return { hits, examined }
  },
})

interface Again {
  readonly after: string
  readonly site: Site
}

/** A clause for an unknown outcome that calls the same function, or sends a command, again. */
function resent(site: Site<Call>): Again | null {
  for (const clause of outcomes(site)) {
    const after = unknownOutcome(clause)
    if (!after) continue
    const call = callsAgain(clause, site)
    if (call) return { after, site: { expr: call, frame: site.frame } }
  }
  return null
}

/** The clauses that look at the answer: of a branch around the call, or of one on the variable that it is bound to. */
function outcomes(site: Site<Call>): readonly Clause[] {
  const above = ancestorsOf(site)
  const parent = above.at(-1)
  if (!parent || isClause(parent)) return []
  if (parent.kind === 'branch' && parent.subject === site.expr) return parent.clauses
  if (parent.kind === 'try') return parent.clauses
  if (parent.kind !== 'match' || parent.pattern.kind !== 'var') return []
  const { name } = parent.pattern
  const found: Clause[] = []
  visitAll(site.frame.clause.body, (expr) => {
    if (
      expr.kind === 'branch' &&
      expr.start > site.expr.end &&
      expr.subject?.kind === 'var' &&
      expr.subject.name === name
    )
      found.push(...expr.clauses)
  })
  return found
}

/** Errors after which the command may still be applied; `noproc` and `not_leader` say that it was not taken. */
const uncertain = new Set(['nodedown', 'shutdown', 'noconnection', 'timeout'])

function unknownOutcome({ patterns: [pattern], guard }: Clause): string | null {
  if (pattern?.kind !== 'tuple') return null
  const [kind, reason] = pattern.items
  if (kind?.kind !== 'atom') return null
  if (kind.name === 'timeout') return '`{timeout, _}`'
  if (kind.name !== 'error') return null
  if (reason?.kind === 'atom' && uncertain.has(reason.name)) return `\`{error, ${reason.name}}\``
  if (reason?.kind !== 'var' || !guard) return null
  let named: string | null = null
  visit(guard, (expr) => {
    if (expr.kind === 'atom' && uncertain.has(expr.name)) named = `\`{error, ${expr.name}}\``
  })
  return named
}

/** The same function with the same command, or another `process_command` with it. */
function callsAgain({ body }: Clause, { expr: first, frame }: Site<Call>): Call | null {
  const command = first.args[1]
  let found: Call | null = null
  visitAll(body, (expr) => {
    if (expr.kind !== 'call' || found) return
    const isSelf = expr.module === frame.module?.name && expr.name === frame.fn?.name
    const isAgain =
      expr.module === 'ra' && (expr.name === 'process_command' || expr.name === 'pipeline_command')
    if ((isSelf || isAgain) && (isSelf || expr.args.some((argument) => isSame(argument, command))))
      found = expr
  })
  return found
}

function isSame(argument: Expr, command: Expr | undefined): boolean {
  if (!command) return false
  if (argument.kind === 'var' && command.kind === 'var') return argument.name === command.name
  return (
    argument.kind === command.kind &&
    argument.kind === 'tuple' &&
    headOf(argument) !== null &&
    headOf(argument) === headOf(command)
  )
}

function headOf(expr: Expr): string | null {
  const [head] = expr.kind === 'tuple' ? expr.items : []
  return head?.kind === 'atom' ? head.name : null
}

const ids = new Set([
  'id',
  'ref',
  'reference',
  'uuid',
  'seq',
  'sequence',
  'correlation',
  'corr',
  'dedup',
  'token',
  'nonce',
  'txn',
])

/** The command carries something that tells two of it apart, here or as a caller makes it: which ones need it is its choice. */
function hasId(program: Program, { expr, frame }: Site<Call>): boolean {
  const [, command] = expr.args
  if (!command) return false
  return bearsId(program, { expr: command, frame }) || callerGivesId(program, command, frame)
}

function callerGivesId(program: Program, command: Expr, { clause, module, fn }: Frame): boolean {
  if (command.kind !== 'var' || !module || !fn) return false
  const binding = patternBinding(clause, command.name, command.start)
  if (binding?.kind !== 'parameter') return false
  return program.callersOf(module.name, fn).some((caller) => {
    const given = caller.expr.args[binding.index]
    return (
      caller.frame.fn !== fn && given !== undefined && bearsId(program, { expr: given, frame: caller.frame })
    )
  })
}

function bearsId(program: Program, site: Site): boolean {
  return [site.expr, ...origins(program, site).map((origin) => origin.expr)].some((each) => {
    const words = new Set<string>()
    visit(each, (inner) => {
      if (inner.kind === 'var' || inner.kind === 'call') for (const word of split(inner.name)) words.add(word)
      if (inner.kind !== 'map') return
      for (const { key } of inner.entries)
        if (key.kind === 'atom') for (const word of split(key.name)) words.add(word)
      if (inner.struct) for (const word of split(inner.struct)) words.add(word)
    })
    return anyOf(words, ids)
  })
}
