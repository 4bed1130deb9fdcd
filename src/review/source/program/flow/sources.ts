import type { Call } from '../../form.ts'

/** What a value may carry from where it was made. */
export type Taint =
  /** A clock that an operator or NTP may set. */
  | 'wall-clock'
  /** A clock whose zero is that of one VM. */
  | 'monotonic-clock'
  /** Nodes or members as this node sees them now. */
  | 'visible-nodes'
  /** Read from a table, cache or database. */
  | 'store-read'
  /** Answered by another node. */
  | 'remote-result'
  /** Different on each evaluation: random, unique, a reference. */
  | 'random'
  /** Different on each node or process: node(), self(), process dictionary. */
  | 'identity'
  /** Application environment. */
  | 'configuration'

/** Functions by module; `*` is every function of it. Arity does not matter: no other of that name means something else. */
const functions: Record<Taint, Record<string, readonly string[]>> = {
  'wall-clock': {
    erlang: ['system_time', 'timestamp', 'now', 'universaltime', 'localtime', 'date', 'time'],
    os: ['system_time', 'timestamp'],
    calendar: ['universal_time', 'local_time'],
    DateTime: ['utc_now', 'now', 'now!'],
    NaiveDateTime: ['utc_now', 'local_now'],
    Date: ['utc_today'],
    Time: ['utc_now'],
    Timex: ['now'],
  },
  'monotonic-clock': { erlang: ['monotonic_time'] },
  'visible-nodes': {
    erlang: ['nodes'],
    'Horde.Cluster': ['members'],
    pg: ['get_members', 'get_local_members'],
    pg2: ['get_members', 'get_local_members', 'get_closest_pid'],
    syn: ['members', 'get_members', 'local_members'],
    Swarm: ['members'],
  },
  'store-read': {
    ets: [
      'lookup',
      'lookup_element',
      'match',
      'match_object',
      'select',
      'tab2list',
      'member',
      'first',
      'last',
    ],
    dets: ['lookup', 'match', 'match_object', 'select', 'member'],
    mnesia: ['read', 'wread', 'dirty_read', 'match_object', 'dirty_match_object', 'select', 'dirty_select'],
    Cachex: ['get', 'get!', 'fetch', 'exists?'],
    ConCache: ['get'],
    Redix: ['command', 'command!'],
    DeltaCrdt: ['get', 'to_map', 'read'],
    khepri: ['get', 'get_many', 'fold'],
    persistent_term: ['get'],
  },
  'remote-result': {
    rpc: ['call', 'multicall', 'block_call', 'yield', 'nb_yield', 'parallel_eval', 'pmap'],
    erpc: ['call', 'multicall', 'receive_response', 'wait_response'],
    gen_server: ['multi_call'],
  },
  random: {
    rand: ['uniform', 'uniform_real', 'normal', 'bytes'],
    crypto: ['strong_rand_bytes', 'rand_uniform', 'rand_seed'],
    erlang: ['make_ref', 'unique_integer'],
    Enum: ['random', 'shuffle', 'take_random'],
    'Ecto.UUID': ['generate', 'bingenerate'],
    UUID: ['uuid1', 'uuid4'],
    uuid: ['get_v4', 'get_v1'],
  },
  identity: { erlang: ['node', 'self', 'get', 'get_keys'] },
  configuration: {
    application: ['get_env', 'get_all_env', 'fetch_env!'],
    Application: ['get_env', 'fetch_env', 'fetch_env!', 'compile_env', 'compile_env!'],
    os: ['getenv'],
    System: ['get_env', 'fetch_env', 'fetch_env!'],
  },
}

const index = new Map<string, Map<string, Taint>>()
for (const [taint, modules] of Object.entries(functions) as [Taint, Record<string, readonly string[]>][]) {
  for (const [module, names] of Object.entries(modules)) {
    const known = index.get(module) ?? new Map<string, Taint>()
    for (const name of names) known.set(name, taint)
    index.set(module, known)
  }
}

/** What the result of a library call carries; null where it is only what its arguments carry. */
export function taintOf({ module, name, args }: Call): Taint | null {
  if (module === null) return null
  if (module === 'mnesia' && name === 'system_info') {
    const [item] = args
    return item?.kind === 'atom' && item.name === 'running_db_nodes' ? 'visible-nodes' : null
  }
  // node(Pid) and nodes(known) say what the argument is, not what is seen now.
  if (module === 'erlang' && name === 'node' && args.length > 0) return null
  return index.get(module)?.get(name) ?? null
}
