import type { Trace } from '../../../report.ts'
import type { ModuleForm } from '../../../source/form.ts'
import { nodes } from '../../../source/program/deployment/index.ts'
import type { Program } from '../../../source/program/program.ts'
import { takeOver } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { thresholds } from '../../quorum/threshold.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { hasProtocol } from '../agreement.ts'
import leaderByNodeOrder from '../leader-by-node-order/rule.ts'
import { roleTakenBelow } from '../role.ts'
import { staleVotes } from './stale-votes.ts'
import { type Trigger, triggers } from './triggers.ts'

export default defineRule({
  id: 'leader-no-quorum',
  family: 'leadership',
  severity: 'critical',
  title: 'A node makes itself the leader and asks nobody',
  problem:
    'The node takes the role by its own observation: no vote is counted, no lock is taken, and no log is asked. Both sides of a cut observe the same.',
  failureScenario: [
    'The network splits; the leader lives on.',
    'The other side hears that its node is down, and a node there takes the role.',
    'Two leaders act until the network heals, and after it if neither steps down.',
  ],
  impact: 'Two leaders write at the same time; what one of them accepted is lost or contradicted.',
  guardsLookedFor: [
    'a count of votes, a lock, a lease or a library of consensus anywhere in the module',
    'a choice by the order of nodes (reported by leader-by-node-order)',
    'a role that is given by somebody else: a callback of an election library, a command of a log',
  ],
  fix: {
    summary:
      'Let a log with terms choose the leader, and ask it to confirm: its answer brings the number that fences off the old one.',
    elixir:
      'def confirmed_epoch({_name, _node} = me, machine) do\n  case :ra.consistent_query(me, {machine, :epoch, []}, 2_000) do\n    {:ok, epoch, ^me} -> {:ok, epoch}\n    _ -> :not_leader\n  end\nend',
    erlang:
      'confirmed_epoch({_Name, _Node} = Me, Machine) ->\n    case ra:consistent_query(Me, {Machine, epoch, []}, 2000) of\n        {ok, Epoch, Me} -> {ok, Epoch};\n        _ -> not_leader\n    end.',
    residualRisk:
      'The answer is true when it is given: pass the epoch to the resource, which must refuse an older one.',
  },
  sources: [
    'Raft, section 5.2 https://raft.github.io/raft.pdf',
    'ra, consistent_query/3 https://hexdocs.pm/ra/ra.html',
    'OTP kernel, monitor_nodes and net_ticktime https://www.erlang.org/doc/apps/kernel/kernel_app.html',
  ],
  holds: 'whoever takes a role asks others first',
  check(program) {
    const examined = triggers(program)
    let said: ReadonlySet<ModuleForm | null> | null = null
    const hits: Hit[] = []
    const seen = new Set<unknown>()
    for (const trigger of examined) {
      const { module } = trigger.frame
      if (!module) continue
      const role = roleTakenBelow(program, trigger.clause.body, trigger.frame, 2)
      if (!role || seen.has(role.expr) || hasProtocol(module)) continue
      seen.add(role.expr)
      said ??= saidAlready(program)
      if (said.has(module)) continue
      const witness = trigger.kind === 'function' ? null : bothLead(program)
      hits.push({
        site: role,
        ...(witness ? { witness } : {}),
        ...(trigger.kind === 'told-down' ? { problem: silenceConsents } : {}),
        reasons: [...reasonsFor(trigger, witness), ...placeReasons(role.frame)],
      })
    }
    hits.push(...staleVotes(program))
    return {
      hits,
      examined: examined.flatMap(({ clause, frame }) => {
        const [first] = clause.body
        return first ? [{ expr: first, frame }] : []
      }),
    }
  },
})

/** Modules whose election is reported by what it counts or by whom it picks: one cause is one finding. */
function saidAlready(program: Program): ReadonlySet<ModuleForm | null> {
  const sites = [
    ...leaderByNodeOrder.check(program).hits.map(({ site }) => site),
    ...thresholds(program)
      .filter(({ sizeVisible }) => sizeVisible)
      .map(({ site }) => site),
  ]
  return new Set(sites.map(({ frame }) => frame.module))
}

const silenceConsents =
  'The election goes on without the nodes that are told to be down: who cannot be reached counts as one who agrees. Each side of a cut elects a leader.'

const why: Record<Trigger['kind'], string> = {
  nodedown: 'It hears that a node is down: the link is lost, and the node may live.',
  DOWN: 'It hears that a process elsewhere is gone: with the link lost, it may live.',
  'told-down':
    'A helper tells that a node is down, and the election goes on without it: with the link lost, it may live.',
  silence: 'It has heard nothing for a while: the leader may live and be cut off.',
  function: 'A function that elects makes this node the leader.',
}

function reasonsFor({ kind, clause, frame }: Trigger, witness: Trace | null): Reason[] {
  const [first] = clause.body
  const reasons: Reason[] = [
    {
      name: 'shape',
      text:
        kind === 'told-down'
          ? 'The node itself becomes the leader, and counts no votes.'
          : 'The node itself becomes the leader, and asks nobody.',
    },
    { name: 'named', text: why[kind], ...(first ? { site: { expr: first, frame } } : {}) },
    {
      name: 'searched-everywhere',
      text: 'The module was searched for a vote, a lock, a lease and a library of consensus.',
    },
  ]
  if (witness)
    reasons.push({
      name: 'computed-witness',
      text: 'A cut after which the old and the new leader both write was found.',
    })
  return reasons
}

function bothLead(program: Program): Trace | null {
  const known = nodes(program)
  const count = Math.min(Math.max(known?.max ?? known?.min ?? 3, 2), 5)
  const result = takeOver({ nodes: count, guard: 'none', fenced: false, ownerNoticesLate: true })
  return result.answer === 'broken' ? result : null
}
