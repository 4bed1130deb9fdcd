import { ownWorkloads } from '../../../source/program/deployment/index.ts'
import type { Workload } from '../../../source/program/deployment/workloads/workload.ts'
import { locationOf } from '../../../source/program/place.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Member, memberOf } from './members.ts'

export default defineRule({
  id: 'stateful-on-ephemeral-identity',
  family: 'deploys',
  severity: 'critical',
  title: 'Members of a replicated store lose their names or disks',
  problem:
    'A replicated store knows its members by node name and expects what they wrote on disk. This workload gives each new copy another name or an empty disk.',
  failureScenario: [
    'A rollout replaces the pods.',
    'The new ones join under new names or with empty disks; the old members never leave the membership.',
    'After a few rollouts more than half of the members do not exist, and nothing can be committed.',
  ],
  impact: 'The store stops, or forgets what it had acknowledged.',
  guardsLookedFor: [
    'a StatefulSet with claims',
    'stable node names',
    'members that are removed when they leave',
  ],
  fix: {
    summary:
      'Run it as a StatefulSet with a volume claim and a headless service, name nodes by DNS, keep a majority up with a disruption budget, and remove a member before its node goes for good.',
    elixir: ':ok = :ra.leave_and_delete_server(:default, {:carts, peer}, {:carts, node()})',
    erlang: 'ok = ra:leave_and_delete_server(default, {carts, Peer}, {carts, node()})',
    residualRisk: 'A node that is lost without warning stays a member until somebody removes it.',
  },
  sources: [
    'Khepri README, fundamental assumptions https://github.com/rabbitmq/khepri',
    'ra, internals: server id https://github.com/rabbitmq/ra/blob/main/docs/internals/INTERNALS.md',
    'Kubernetes, StatefulSets https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  ],
  holds: 'members of replicated stores keep their names and disks',
  check(program) {
    const workloads = ownWorkloads(program).filter(({ environment }) => environment === 'production')
    const examined = workloads.map(({ site }) => site)
    const member = workloads.length > 0 ? memberOf(program) : null
    if (!member) return { hits: [], examined }
    const leaves = removesMembers(program)
    const hits = workloads.flatMap((workload): Hit[] => {
      const cause = changing(workload, leaves)
      return cause ? [judge(workload, member, cause)] : []
    })
    return { hits, examined }
  },
})

interface Cause {
  readonly text: string
  readonly site: Site
}

/** What changes at each rollout: the node's name, or what it has on disk. */
function changing(workload: Workload, leaves: boolean): Cause | null {
  const { kind, volumes, replicas, site, serviceName } = workload
  const several = (replicas?.max ?? replicas?.min ?? 1) > 1
  const kept = volumes.some((volume) => volume.kind === 'persistent')
  if (kind === 'Deployment' && several && !leaves)
    return { text: 'A Deployment gives each new pod another name.', site }
  if (kind === 'StatefulSet' && several && !kept) {
    const scratch = volumes.find((volume) => volume.kind === 'ephemeral')
    return {
      text: 'The StatefulSet has no claim: each new pod begins with an empty disk.',
      site: scratch?.site ?? site,
    }
  }
  if (kind !== 'StatefulSet' || !several || leaves || serviceName === null) return null
  return byAddress(workload)
}

/** The node is named by the address of its pod, which is another one after each restart. */
function byAddress({ variables }: Workload): Cause | null {
  for (const { name, text, site } of variables) {
    if (name === 'RELEASE_NODE' && text !== null && /@\$[({]?(POD_)?IP\b/.test(text))
      return { text: 'The node is named by the address of its pod, which changes with each restart.', site }
  }
  return null
}

const removals = [
  ['ra', 'remove_member'],
  ['ra', 'leave_and_delete_server'],
  ['ra', 'leave_and_terminate'],
  ['khepri_cluster', 'reset'],
  ['mnesia', 'del_table_copy'],
] as const

function removesMembers(program: Program): boolean {
  return removals.some(([module, name]) =>
    program.callsOf(module, name).some(({ frame }) => frame.file.pathClass === 'service'),
  )
}

function judge(workload: Workload, member: Member, cause: Cause): Hit {
  const { path, startLine } = locationOf(member.site)
  const reasons: Reason[] = [
    { name: 'shape', text: cause.text, site: cause.site },
    {
      name: 'configured',
      text: `${workload.kind} \`${workload.name}\` runs a member of ${member.of} (\`${path}\`, line ${startLine}).`,
      site: member.site,
    },
    ...placeReasons(workload.site.frame),
  ]
  return {
    site: cause.site,
    reasons,
    problem: `${workload.kind} \`${workload.name}\` runs members of ${member.of}, which are known by their node names. ${cause.text}`,
  }
}
