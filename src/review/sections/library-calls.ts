import type { OperationChoice } from './shape.ts'

/** What an operation does in a partition, and what it trades otherwise. */
export type Choice = Pick<OperationChoice, 'does' | 'consistency' | 'inPartition' | 'otherwise' | 'because'>

const everySide = { inPartition: 'all-sides', otherwise: 'latency' } as const
const byMajority = {
  consistency: 'linearizable',
  inPartition: 'majority-only',
  otherwise: 'consistency',
} as const

/** Library calls whose documentation says it. Sources: OTP kernel global, pg; ra.erl; Khepri, Horde, syn, Phoenix docs. */
export const libraryCalls: Readonly<Record<string, Choice & { readonly datum: string }>> = {
  'global:trans': {
    does: 'lock',
    consistency: 'eventual',
    ...everySide,
    otherwise: 'consistency',
    because: 'Each side of a cut grants the lock among the nodes that it sees.',
    datum: 'a lock of :global',
  },
  'global:set_lock': {
    does: 'lock',
    consistency: 'eventual',
    ...everySide,
    otherwise: 'consistency',
    because: 'Each side of a cut grants the lock among the nodes that it sees.',
    datum: 'a lock of :global',
  },
  'global:register_name': {
    does: 'register',
    consistency: 'eventual',
    ...everySide,
    otherwise: 'consistency',
    because:
      'Each side registers the name; on heal one of two processes is killed unless a resolver says otherwise.',
    datum: 'a name of :global',
  },
  'global:whereis_name': {
    does: 'lookup',
    consistency: 'eventual',
    ...everySide,
    because: 'The answer is what this node has heard.',
    datum: 'a name of :global',
  },
  'pg:get_members': {
    does: 'lookup',
    consistency: 'eventual',
    ...everySide,
    because: 'Members of nodes that can be seen.',
    datum: 'a group of pg',
  },
  'pg:join': {
    does: 'register',
    consistency: 'eventual',
    ...everySide,
    because: 'Membership converges when nodes see each other.',
    datum: 'a group of pg',
  },
  'ra:process_command': {
    does: 'write',
    ...byMajority,
    because: 'It needs most members; one that timed out may have been applied.',
    datum: 'the log of ra',
  },
  'ra:pipeline_command': {
    does: 'write',
    ...byMajority,
    because: 'It needs most members; without a correlation nobody is told of a loss.',
    datum: 'the log of ra',
  },
  'ra:consistent_query': {
    does: 'read',
    ...byMajority,
    because: 'A round of heartbeats; it times out without a majority.',
    datum: 'the log of ra',
  },
  'ra:local_query': {
    does: 'read',
    consistency: 'eventual',
    ...everySide,
    because: 'Any member answers from its own state, however old.',
    datum: 'the log of ra',
  },
  'ra:leader_query': {
    does: 'read',
    consistency: 'eventual',
    ...everySide,
    because: 'A leader without a majority still answers from its own state.',
    datum: 'the log of ra',
  },
  'khepri:put': {
    does: 'write',
    ...byMajority,
    because: 'It is a command of ra.',
    datum: 'the tree of Khepri',
  },
  'khepri:create': {
    does: 'write',
    ...byMajority,
    because: 'It is a command of ra.',
    datum: 'the tree of Khepri',
  },
  'khepri:update': {
    does: 'write',
    ...byMajority,
    because: 'It is a command of ra.',
    datum: 'the tree of Khepri',
  },
  'khepri:delete': {
    does: 'write',
    ...byMajority,
    because: 'It is a command of ra.',
    datum: 'the tree of Khepri',
  },
  'khepri:get': {
    does: 'read',
    consistency: 'eventual',
    ...everySide,
    because: 'Queries are local; `favor: consistency` waits for own updates.',
    datum: 'the tree of Khepri',
  },
  'DeltaCrdt:put': {
    does: 'write',
    consistency: 'eventual',
    ...everySide,
    because: 'It is merged later; of two values of a key one stays.',
    datum: 'a map of delta_crdt',
  },
  'DeltaCrdt:delete': {
    does: 'write',
    consistency: 'eventual',
    ...everySide,
    because: 'It is merged later; an add at the same time wins.',
    datum: 'a map of delta_crdt',
  },
  'DeltaCrdt:get': {
    does: 'read',
    consistency: 'eventual',
    ...everySide,
    because: 'The replica of this node.',
    datum: 'a map of delta_crdt',
  },
  'DeltaCrdt:to_map': {
    does: 'read',
    consistency: 'eventual',
    ...everySide,
    because: 'The replica of this node.',
    datum: 'a map of delta_crdt',
  },
  'Horde.Registry:register': {
    does: 'register',
    consistency: 'eventual',
    ...everySide,
    because: 'Each side registers; the loser exits on heal.',
    datum: 'a name of Horde',
  },
  'Horde.Registry:lookup': {
    does: 'lookup',
    consistency: 'eventual',
    ...everySide,
    because: 'The replica of this node.',
    datum: 'a name of Horde',
  },
  'syn:register': {
    does: 'register',
    consistency: 'eventual',
    ...everySide,
    because: 'Each side registers; on heal one of two processes is killed.',
    datum: 'a name of syn',
  },
  'syn:lookup': {
    does: 'lookup',
    consistency: 'eventual',
    ...everySide,
    because: 'What this node has heard.',
    datum: 'a name of syn',
  },
  'Phoenix.PubSub:broadcast': {
    does: 'broadcast',
    consistency: 'none',
    ...everySide,
    because: 'At most once, to the nodes that can be seen; nothing is replayed.',
    datum: 'a topic of Phoenix.PubSub',
  },
  'Phoenix.PubSub:broadcast!': {
    does: 'broadcast',
    consistency: 'none',
    ...everySide,
    because: 'At most once, to the nodes that can be seen; nothing is replayed.',
    datum: 'a topic of Phoenix.PubSub',
  },
  'Phoenix.PubSub:broadcast_from': {
    does: 'broadcast',
    consistency: 'none',
    ...everySide,
    because: 'At most once, to the nodes that can be seen; nothing is replayed.',
    datum: 'a topic of Phoenix.PubSub',
  },
}
