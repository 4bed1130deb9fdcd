import type { MechanismKind } from './facts.ts'
import type { Rule } from './reach.ts'

/** What a mechanism does in a fault, what that puts at risk, and what mends it. */
interface Conduct {
  readonly does: string
  readonly risk: string
  readonly heals: string
}

export interface Behaviour {
  readonly name: string
  /** How sides decide; null where no node of the cluster decides it. */
  readonly rule: Rule | null
  /** What its members are called; null where every node is one. */
  readonly member: 'voter' | 'copy' | null
  /** What a write is called: commits, registers … */
  readonly write: string
  /** Sides that cannot reach each other, both alive. */
  readonly cut: Conduct
  /** Nodes that are gone while the others stay. */
  readonly down: Conduct
  /** At `n` nodes. */
  readonly grow: (n: number) => string
  /** A wall clock that jumps; null: nothing known ties it to wall clocks. */
  readonly clock: string | null
  /** A node that answers slowly or is frozen. */
  readonly slow: string
  readonly deploy: string
}

/** A run of the statement on nodes of OTP 25 stands behind what says so. */
const ran = 'run on OTP 25'

const voters: Omit<Behaviour, 'name' | 'grow' | 'clock' | 'cut' | 'down'> = {
  rule: { kind: 'voters' },
  member: 'voter',
  write: 'commits',
  slow: 'A slow follower holds nothing back while a majority without it answers; a slow leader delays every command. ra has a detector of its own (aten: heartbeats each 100 ms, looked at each 1,000 ms), which may replace the leader before the tick notices; no bound is documented.',
  deploy:
    'One voter at a time keeps the majority; hand leadership over first (`ra:transfer_leadership/2`), and wait until the restarted voter has caught up.',
}

const outside = (
  name: string,
  down: string,
): Pick<Behaviour, 'rule' | 'member' | 'write' | 'cut' | 'down'> => ({
  rule: null,
  member: null,
  write: 'writes',
  cut: {
    does: `${name} is outside the cluster: a cut between your nodes does not divide it, and every side that reaches it goes on.`,
    risk: 'A side that does not reach it stops for everything that needs it.',
    heals: 'Nothing has to.',
  },
  down: {
    does: `It is as before for the nodes that are left. ${down}`,
    risk: 'What the lost nodes held open with it.',
    heals: 'Nothing has to.',
  },
})

/** What is known of each mechanism, by the product's collection of facts and by runs. */
export const behaviours: Record<MechanismKind, Behaviour> = {
  ra: {
    ...voters,
    name: 'ra',
    cut: {
      does: 'A side without a majority of the voters commits nothing: a call there ends in `{timeout, _}` (after 5,000 ms by default). `local_query` and `leader_query` still answer from old state; `consistent_query` refuses.',
      risk: 'A command that timed out may still be applied after the heal: without an id of its own it is done twice when it is tried again.',
      heals: 'By itself: the smaller side follows the leader and takes over its log.',
    },
    down: {
      does: 'Commands commit as long as a majority of all voters, the lost ones counted, is up.',
      risk: 'Without a majority nothing commits until enough voters are back with their disks and names.',
      heals:
        'By itself when a voter comes back with its name and disk; one that lost either stays a voter that never answers until it is removed.',
    },
    grow: (n) =>
      `Keep 3, 5 or 7 voters on stable nodes and let the others be clients. ${n} voters would need ${Math.floor(n / 2) + 1} answers for each command.`,
    clock:
      'Elections and time limits run on monotonic time and do not move. `system_time` in the metadata of a command is the clock of the leader: if that node jumps, so does what the machine computes from it.',
  },
  khepri: {
    ...voters,
    name: 'Khepri',
    cut: {
      does: 'A side without a majority of the members stores nothing. Queries that favour low latency answer from old state; those that favour consistency wait.',
      risk: 'A put that timed out may still be applied after the heal.',
      heals: 'By itself: the smaller side follows the leader and takes over its log.',
    },
    down: {
      does: 'Stores as long as a majority of all members, the lost ones counted, is up.',
      risk: 'Without a majority nothing is stored until enough members are back with their disks and names.',
      heals: 'By itself when a member comes back with its name and disk.',
    },
    grow: (n) =>
      `Every node that joins is a voter: at ${n} members each change needs ${Math.floor(n / 2) + 1} answers, and each holds the whole data set.`,
    clock: 'Elections and time limits run on monotonic time and do not move.',
  },
  mnesia: {
    name: 'Mnesia',
    rule: { kind: 'any-copy' },
    member: 'copy',
    write: 'writes',
    cut: {
      does: 'Without `majority` every side with a copy commits on its own.',
      risk: 'Both sides change the same record, and both answers were `{atomic, _}`.',
      heals: `Not by itself: after the heal \`running_db_nodes\` stays apart and the copies differ, until Mnesia is restarted on one side, whose writes since the cut are then lost (${ran}).`,
    },
    down: {
      does: 'The copies that are left go on.',
      risk: 'A write that only a lost node had is back when that node is, or never.',
      heals: `By itself: a node that starts again while another runs takes its copies (${ran}). After a stop of all nodes each waits for the one that went down last.`,
    },
    grow: (n) =>
      `A write waits for every copy: with copies on all ${n} nodes, for ${n}. Keep copies on a few nodes.`,
    clock: null,
    slow: `A write waits for every copy, so one slow node slows every writer. A frozen one stops them until it is taken for down (${ran}: 8.6 s at \`net_ticktime\` 8); reads go on.`,
    deploy:
      'One node at a time: each that starts again loads its copies from the others first, and serves nothing before `wait_for_tables` is through.',
  },
  'global-names': {
    name: '`:global` names',
    rule: { kind: 'everyone' },
    member: null,
    write: 'registers',
    cut: {
      does: 'Each side frees the names of the other and may register them again: then each has one holder.',
      risk: 'Two processes under one name, each doing the work of the only one.',
      heals: `When the sides connect again one of the two is killed (\`random_exit_name\`, unless another resolver is given); its state is lost. Until they connect each keeps its own (${ran}).`,
    },
    down: {
      does: `The names of the lost nodes are free once they are seen as down; nothing registers them again by itself (${ran}).`,
      risk: 'The work of the name is not done until somebody starts it elsewhere.',
      heals: 'By whoever starts the process again; the state is not kept.',
    },
    grow: (n) => `Names and locks are held by all: each registration asks ${n} nodes.`,
    clock: null,
    slow: `A registration asks every node, so it waits for the slow one until that answers or is taken for down (${ran}: 8.9 s at \`net_ticktime\` 8). A frozen node keeps the names that it held, by its own view, until it is connected again.`,
    deploy:
      'Each restart frees the names of that node; whoever starts them elsewhere begins without their state.',
  },
  'global-locks': {
    name: '`:global` locks',
    rule: { kind: 'everyone' },
    member: null,
    write: 'locks',
    cut: {
      does: `Only the visible nodes are asked, so each side takes the same lock (${ran}).`,
      risk: 'Two holders at once: what the lock guards is done on both sides.',
      heals: `Not by itself: after the heal both go on as holders, and a third waits until both have released it (${ran}).`,
    },
    down: {
      does: 'The lock of a holder that is gone is freed once it is seen as down.',
      risk: 'A holder that only cannot be reached goes on all the same.',
      heals: 'By itself.',
    },
    grow: (n) => `A lock asks all ${n} nodes, and retries without limit by default.`,
    clock: null,
    slow: 'A lock asks every node, so it waits for the slow one until that answers or is taken for down.',
    deploy: 'Locks of a node that stops are freed; whoever waits tries again.',
  },
  pg: {
    name: '`:pg` groups',
    rule: { kind: 'everyone' },
    member: null,
    write: 'joins',
    cut: {
      does: 'Each side sees the members of its own side only.',
      risk: 'Whoever takes the members for all of the cluster decides by half of it.',
      heals: `By itself: the groups are whole again soon after the nodes connect (${ran}).`,
    },
    down: {
      does: 'Members on the lost nodes leave the groups once their nodes are seen as down.',
      risk: 'Messages to them until then are lost.',
      heals: 'By itself.',
    },
    grow: (n) => `Each join and leave is sent to ${n - 1} nodes.`,
    clock: null,
    slow: 'Its members stay in the groups, so it goes on getting its share of the work.',
    deploy: 'Members leave with their node and join again when it starts.',
  },
  syn: {
    name: 'syn',
    rule: { kind: 'everyone' },
    member: null,
    write: 'registers',
    cut: {
      does: 'Each side registers on its own.',
      risk: 'Two processes under one name.',
      heals:
        'By itself: of two the one with the larger `erlang:system_time` stays and the other is killed with `{syn_resolve_kill, name, meta}`, unless `resolve_registry_conflict/4` says otherwise.',
    },
    down: {
      does: 'Names of the lost nodes are free once these are seen as down.',
      risk: 'Nobody does their work until it is started again.',
      heals: 'By whoever starts it.',
    },
    grow: (n) => `Each registration is told to the nodes of its scope: ${n - 1} if all are in one.`,
    clock:
      'Conflicts are decided by system time: after a heal, what was registered on the node whose clock is ahead wins.',
    slow: 'Its names stay registered until it is taken for down.',
    deploy: 'Names leave with their node.',
  },
  swarm: {
    name: 'Swarm',
    rule: { kind: 'everyone' },
    member: null,
    write: 'registers',
    cut: {
      does: 'By the default ring each side runs every process. With StaticQuorumRing a side below the static quorum places none; which of the two is set was not read.',
      risk: 'Two of each process; there are open reports of processes lost or doubled after a split, and the library is no longer maintained.',
      heals: 'By `{:swarm, :resolve_conflict, state}` in each process, where it is handled.',
    },
    down: {
      does: 'Processes of the lost nodes are started on the others.',
      risk: 'Their state is lost: there was no hand-off.',
      heals: 'By itself.',
    },
    grow: (n) =>
      `With a static quorum q the cluster must stay at 2q − 1 nodes or fewer: ${n} nodes need q of ${Math.floor(n / 2) + 1} or more.`,
    clock: null,
    slow: 'Its processes stay where they are until it is taken for down.',
    deploy: 'Processes move at each restart; state goes along only where hand-off is handled.',
  },
  horde: {
    name: 'Horde',
    rule: { kind: 'everyone' },
    member: null,
    write: 'registers',
    cut: {
      does: 'Each side starts the processes of the other again and registers their names. Members `:auto` are the visible nodes alone, so even the quorum of UniformQuorumDistribution shrinks with them.',
      risk: 'Two of each process, each with its own state.',
      heals:
        'By itself: the loser of a name gets the exit `{:name_conflict, {key, value}, registry, winner}`; its state is lost.',
    },
    down: {
      does: 'Processes of the lost nodes are started on the others.',
      risk: 'Their state is lost: it is not handed over.',
      heals: 'By itself.',
    },
    grow: (n) => `It rides on delta_crdt: ${n} replicas that each list the ${n - 1} others.`,
    clock: 'Its registry is stamped with monotonic time: a jump of the wall clock changes nothing.',
    slow: 'Its processes stay where they are until it is taken for down.',
    deploy: 'Processes are started elsewhere at each restart, without their state.',
  },
  'delta-crdt': {
    name: 'delta_crdt',
    rule: { kind: 'everyone' },
    member: null,
    write: 'writes',
    cut: {
      does: 'Every side goes on reading and writing its own replica.',
      risk: 'Of two writes of one key the one with the larger monotonic time of its VM stays, which is usually the VM that is up longer, not the later write.',
      heals: 'Merged by itself, as far as every replica still lists every other as its neighbour.',
    },
    down: {
      does: 'The replicas that are left go on.',
      risk: 'What had not been synchronised is lost (200 ms apart by default), and everything if all replicas stop without a `storage_module`.',
      heals:
        'A restarted replica gets the data once the others list it again (`set_neighbours` replaces the list).',
    },
    grow: (n) =>
      `Every replica lists every other: ${(n * (n - 1)).toLocaleString('en')} exchanges each \`sync_interval\` (200 ms by default).`,
    clock: 'Writes are stamped with the monotonic time of the VM: a jump of the wall clock changes nothing.',
    slow: 'It lags behind; the others do not wait for it.',
    deploy: 'A replica that starts again is empty until the others list it as neighbour.',
  },
  pubsub: {
    name: 'Phoenix.PubSub',
    rule: { kind: 'everyone' },
    member: null,
    write: 'broadcasts',
    cut: {
      does: 'A broadcast reaches the own side only, and still answers `:ok`.',
      risk: 'What was broadcast during the cut is lost for the other side: nothing is sent again.',
      heals: 'Subscriptions by themselves; lost messages do not come back.',
    },
    down: { does: 'The others go on.', risk: 'Messages to the lost nodes are lost.', heals: 'By itself.' },
    grow: (n) => `Each broadcast is ${n - 1} sends to other nodes.`,
    clock: null,
    slow: 'Messages to it pile up in the buffer of its connection; when that is full, whoever sends to it is suspended.',
    deploy:
      'What is broadcast while a node restarts does not reach it. `pool_size` must be the same on all nodes at every moment.',
  },
  presence: {
    name: 'Phoenix.Presence or Tracker',
    rule: { kind: 'everyone' },
    member: null,
    write: 'tracks',
    cut: {
      does: 'Each side shows the entries of the other for `down_period` (30 s by default), then without them.',
      risk: 'Whoever takes presence for truth acts on absent or present people that are not.',
      heals: 'By itself: the sides exchange what they missed.',
    },
    down: {
      does: 'Entries of the lost nodes stay for `down_period` (30 s by default).',
      risk: 'People look present who are not.',
      heals: 'By itself.',
    },
    grow: (n) => `Each node sends its state to ${n - 1} others, every 1,500 ms by default.`,
    clock: null,
    slow: 'A frozen node is shown as gone after `down_period` (30 s by default).',
    deploy: 'Without `permdown_on_shutdown` the entries of a stopped node stay for `down_period`.',
  },
  'visible-majority': {
    name: 'the majority of the visible nodes',
    rule: { kind: 'sees', needs: () => 1 },
    member: null,
    write: 'acts',
    cut: {
      does: 'Every side that sees enough nodes by its own count acts as the majority; nobody votes.',
      risk: 'Both sides do what only a majority may do.',
      heals:
        'Unknown, because whether one side gives up what it took is for the code to say: see the findings.',
    },
    down: {
      does: 'The nodes that are left count themselves.',
      risk: 'Whoever is only unreachable counts itself as well.',
      heals: 'By itself, as far as what was done meanwhile may stay.',
    },
    grow: () => 'A threshold that is written as a number stays as it is while the cluster grows.',
    clock: null,
    slow: 'It is counted as long as it answers ticks, whether or not it does its work.',
    deploy: 'Each restart changes what is seen, and with it the majority.',
  },
  takeover: {
    name: 'leadership that is taken over without a vote',
    rule: { kind: 'sees', needs: () => 1 },
    member: null,
    write: 'leads',
    cut: {
      does: 'The side that loses sight of the leader makes its own; the other side keeps the one it has.',
      risk: 'A leader on every side, each doing what only one may do.',
      heals: 'Unknown, because whether a leader steps down is for the code to say: see the findings.',
    },
    down: {
      does: 'One or more of the nodes that are left take over once the lost ones are seen as down.',
      risk: 'Two leaders, if the lost one was only unreachable, or two take over at once.',
      heals: 'See the findings.',
    },
    grow: (n) => `Each of ${n} nodes may take over.`,
    clock: null,
    slow: 'It keeps the role as long as it answers ticks; taken for down while it is frozen, it wakes as a second leader.',
    deploy: 'Leadership is taken over whenever its node restarts.',
  },
  'first-of-visible': {
    name: 'leadership by the order of the visible nodes',
    rule: { kind: 'first-seen' },
    member: null,
    write: 'leads',
    cut: {
      does: 'The first node of each side leads that side.',
      risk: 'One leader for each side.',
      heals: 'By itself once all see all: the first of all leads. What the others did meanwhile stays.',
    },
    down: {
      does: 'The first of the nodes that are left leads once the lost ones are seen as down.',
      risk: 'No leader until then, if the lost ones held it.',
      heals: 'By itself; leadership goes back when the first node returns.',
    },
    grow: () => 'A node that sorts first takes leadership over at the moment it joins.',
    clock: null,
    slow: 'It stays leader as long as it answers ticks.',
    deploy: 'Leadership moves whenever the first node stops or starts; while views differ there are two.',
  },
  registry: {
    name: 'Registry (one node)',
    rule: null,
    member: null,
    write: 'registers',
    cut: {
      does: 'It is local to a node: each node has its own before, during and after.',
      risk: 'One process for each node under one name, with or without a cut.',
      heals: 'Nothing has to.',
    },
    down: {
      does: 'Names of the lost nodes are gone with them.',
      risk: 'None that a cut adds.',
      heals: 'Nothing has to.',
    },
    grow: (n) => `One of each name on each of ${n} nodes.`,
    clock: null,
    slow: 'The other nodes do not notice.',
    deploy: 'Names begin anew with each start.',
  },
  postgres: {
    ...outside('Postgres', 'Sessions of theirs end when the server notices; session locks until then stay.'),
    name: 'Postgres',
    grow: (n) => `Each of ${n} nodes opens its own pool.`,
    clock: 'Its `now()` is the clock of the server; times that a node puts into rows are those of that node.',
    slow: 'A node that is frozen within a transaction keeps its row locks until the connection ends.',
    deploy: 'Migrations must fit both versions while both run.',
  },
  redis: {
    ...outside('Redis', 'Keys with a time to live end on the server.'),
    name: 'Redis',
    grow: (n) => `Each of ${n} nodes opens its own connections.`,
    clock:
      'A time to live runs on the server, not on the node that jumped; times that the node writes into values are its own.',
    slow: 'A lock ends by its time to live while the frozen holder still believes in it: only a fencing token at the resource keeps it out.',
    deploy: 'Nothing of its own.',
  },
  etcd: {
    ...outside('etcd or Consul', 'Leases of theirs run out after their time to live.'),
    name: 'etcd or Consul',
    grow: (n) => `${n} nodes are clients; its own members stay 3 or 5.`,
    clock: 'Leases are measured by the service, not by the node that jumped.',
    slow: 'A lease that is not kept alive runs out while the frozen holder still believes in it: hand its revision to the resource.',
    deploy: 'A node that stops should revoke its lease; else the next holder waits for the time to live.',
  },
  'kubernetes-lease': {
    ...outside('A Kubernetes lease', 'It runs out, and another takes it.'),
    name: 'Kubernetes lease',
    grow: (n) => `${n} nodes ask the API server.`,
    clock: 'Unknown, because how the library that holds it measures expiry was not read.',
    slow: 'Another may take it while the frozen holder still believes in it; the documentation says that it does not guarantee a single leader.',
    deploy: 'A node that stops should release it.',
  },
  oban: {
    ...outside(
      'The database of Oban',
      'Jobs that ran there stay marked as executing until they are rescued.',
    ),
    name: 'Oban',
    grow: (n) => `Queue limits are for each node: a limit of 10 is ${n * 10} at ${n} nodes.`,
    clock: 'Unknown, because which of its times come from the node and which from the database was not read.',
    slow: 'Its jobs stay executing; others are taken by the other nodes.',
    deploy:
      'A job that does not end within the shutdown time stays executing until it is rescued, and then runs again: it must bear that.',
  },
  quantum: {
    name: 'Quantum',
    rule: null,
    member: null,
    write: 'runs',
    cut: {
      does: 'Each node schedules on its own (3.x), so nothing changes.',
      risk: 'Every job runs on every node, with or without a cut.',
      heals: 'Nothing has to.',
    },
    down: {
      does: 'The nodes that are left schedule on.',
      risk: 'None that the loss adds.',
      heals: 'Nothing has to.',
    },
    grow: (n) => `Each job runs ${n} times, unless its run strategy sends it elsewhere.`,
    clock: 'Unknown, because how it compares the schedule with the clock was not read.',
    slow: 'Its jobs are late on that node alone.',
    deploy: 'Unknown, because whether it makes up for runs that were missed was not read.',
  },
}

/** Mnesia with `majority`: transactions ask, dirty operations do not. */
export const mnesiaWithMajority: Pick<Behaviour, 'rule' | 'cut' | 'down'> = {
  rule: { kind: 'majority-of-copies' },
  cut: {
    does: `A side without a majority of the copies aborts with \`{no_majority, Tab}\`; its reads still answer, from its own copy (${ran}).`,
    risk: 'Dirty writes ask no majority and go through on both sides.',
    heals: `Not by itself: after the heal the smaller side stays apart and goes on aborting, until Mnesia is restarted there; then it takes the copies of the others (${ran}).`,
  },
  down: {
    does: 'Transactions commit as long as a majority of all copies, the lost ones counted, is up.',
    risk: 'With two copies the loss of either stops all writes.',
    heals: `By itself: a node that starts again while another runs takes its copies (${ran}).`,
  },
}
