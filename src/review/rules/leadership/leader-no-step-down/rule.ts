import type { Clause, Expr, ModuleForm } from '../../../source/form.ts'
import { messageClauses } from '../../../source/program/processes/messages/clauses.ts'
import type { Frame, Program, Site, SourceFile } from '../../../source/program/program.ts'
import { namesAtom, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { roleTaken } from '../role.ts'

export default defineRule({
  id: 'leader-no-step-down',
  family: 'leadership',
  severity: 'critical',
  title: 'A leader that never gives up',
  problem: 'The module makes its process the leader, and nothing in it ever makes it anything else.',
  failureScenario: [
    'The leader is cut off with the minority, and another is chosen.',
    'The first one goes on serving: nothing tells it to stop.',
    'The network heals, and two leaders with two states remain.',
  ],
  impact: 'Two leaders, for as long as the old one runs.',
  guardsLookedFor: [
    'a way back: follower, standby, `is_leader = false`, a stop',
    'a link to the connection that holds the lock',
    'a library that owns the role',
  ],
  fix: {
    summary: 'Tie the work to the lease: if a renewal fails, stop before the lease can end.',
    elixir:
      'def handle_info(:renew, s) do\n  case s.lease.renew(s.token) do\n    :ok -> {:noreply, arm_timer(s)}\n    {:error, _} -> {:stop, {:shutdown, :lost_lease}, s}\n  end\nend',
    erlang:
      'handle_info(renew, #{lease := Lease, token := Token} = S) ->\n    case Lease:renew(Token) of\n        ok -> {noreply, arm_timer(S)};\n        {error, _} -> {stop, {shutdown, lost_lease}, S}\n    end',
    residualRisk:
      'Between the end of the lease and the stop a write may be under way: the resource must check a token.',
  },
  sources: ['Raft, section 5.1 https://raft.github.io/raft.pdf', 'D. Ongaro, Raft thesis, section 6.2'],
  holds: 'leaders have a way back',
  candidate: true,
  together: 'module',
  check(program) {
    const examined: Site[] = []
    const hits: Hit[] = []
    for (const { file, module } of candidates(program)) {
      const taken = firstTaken(file, module)
      if (!taken) continue
      examined.push(taken)
      if (goesBack(module)) continue
      const { frame } = taken
      hits.push({
        site: taken,
        reasons: [
          {
            name: 'shape',
            text: 'The process becomes the leader here, and nothing in the module undoes it.',
          },
          { name: 'named', text: 'The code itself calls it the leader.' },
          ...placeReasons(frame),
        ],
      })
    }
    return { hits, examined }
  },
})

/** Servers whose file speaks of a leader at all. */
function* candidates(program: Program): Iterable<{ file: SourceFile; module: ModuleForm }> {
  for (const [module, [first]] of messageClauses(program)) {
    const file = first?.frame.file
    if (file && /leader|primary|master/.test(file.text)) yield { file, module }
  }
}

function firstTaken(file: SourceFile, module: ModuleForm): Site | null {
  for (const fn of module.functions) {
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      const taken = fn.name === 'init' ? null : roleTaken(clause.body, frame)
      if (taken) return taken
    }
  }
  return null
}

const wayBack =
  /follower|standby|secondary|backup|slave|candidate|replica|passive|observer|step_?down|resign|surrender|demote|relinquish|abdicate|not_leader|lost/

/** A word or a value by which a leader ceases to be one, or an end of the process. */
function goesBack(module: ModuleForm): boolean {
  return module.functions.some(
    (fn) => wayBack.test(fn.name) || fn.clauses.some((clause) => namesAtom(clause, 'stop') || ends(clause)),
  )
}

function ends(clause: Clause): boolean {
  let found = false
  visitClause(clause, (expr) => {
    if ((expr.kind === 'atom' || expr.kind === 'call') && wayBack.test(expr.name)) found = true
    if (expr.kind === 'call' && expr.name === 'exit') found = true
    if (expr.kind === 'map') for (const { key, value } of expr.entries) if (undoes(key, value)) found = true
  })
  return found
}

/** `is_leader = false`, `leader: nil`. */
function undoes(key: Expr, value: Expr): boolean {
  return (
    key.kind === 'atom' &&
    /leader|primary|master/.test(key.name) &&
    value.kind === 'atom' &&
    ['false', 'nil', 'undefined', 'none'].includes(value.name)
  )
}
