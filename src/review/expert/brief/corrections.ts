/** A mistake that is often written about clusters of the BEAM, and what is true. */
interface Correction {
  readonly written: string
  readonly truth: string
  readonly source: string
}

const correction = (written: string, truth: string, source: string): Correction => ({
  written,
  truth,
  source,
})

/** Shown by running it: Elixir 1.14 and OTP 25; delta_crdt 0.6.4, ra 2.13 and 3.1, horde 0.10, libcluster 3.5, partisan 5.0, phoenix_pubsub 2.2. */
export const corrections: readonly Correction[] = [
  correction(
    'Fixed election: `leader_dead? and length([node() | Node.list()]) >= majority` then `become_leader()`',
    'A visibility test is not an election. With no partition at all, all 3 of 3 nodes pass it and all 3 become leader (shown by running it). Missing: one vote per node per term, a durable term, a losing side that steps down, a fencing token checked by the resource.',
    'Raft paper §5.2 (https://raft.github.io/raft.pdf)',
  ),
  correction(
    'the old leader is left alone',
    'Nothing demotes the old leader on the minority side: it was elected with a majority and never re-checks. A lease bound or a fencing token is needed on each *act*, not only at election.',
    'https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
  ),
  correction(
    '`Node.list()` is the set of reachable voters',
    '(a) It keeps an unreachable node for 45–75 s with default `net_ticktime` 60 / intensity 4, so both sides of a cut see a full "majority" for about a minute. (b) It holds every *visible* node, members or not (another app, a non-hidden tool); hidden nodes are missing. Intersect with a configured voter list.',
    'OTP `kernel_app` net_ticktime (`45 < T < 75`); `system/doc/reference_manual/distributed.md`',
  ),
  correction(
    '`@quorum div(@cluster_size, 2) + 1` as the fix',
    'Right formula, wrong place: a module attribute is frozen at compile time. Built for 5 (quorum 3), grown to 9 → three disjoint groups of 3 each have "quorum". Quorum must come from the *current committed* membership. Same trap documented for Swarm: never more than `2*quorum-1` nodes.',
    'arithmetic (shown by running it); swarm README, "StaticQuorumRing"',
  ),
  correction(
    "`elect_leader(cluster_size)`: size is a caller's argument",
    'Two callers (old/new release) may pass different sizes → disjoint quorums. One source of membership, changed through consensus.',
    'Raft paper §6',
  ),
  correction(
    '"Split-brain: quorum checks before leader election ✓" in the *healthy* sample and in the checklist',
    'This is not evidence of prevention. Ask: who votes, is the vote durable, what fences the loser?',
    'Raft paper §5.2 (https://raft.github.io/raft.pdf)',
  ),
  correction(
    '`if leader_dead? do` / `if leader_dead? and …`',
    '`leader_dead?` without `()` is a *variable*: warning up to Elixir 1.14 (shown by running it), compile error from 1.15. Write `leader_dead?()`. Both the "current" and the "fixed" code fail to compile today.',
    'Elixir 1.15 CHANGELOG ("Raise instead of warning on undefined variables")',
  ),
  correction(
    '"Current: attempting CA … recommended CP"',
    'CA is not a choice when links can fail; a system that goes on at both sides and has no merge is just *inconsistent AP*. Say what is lost: linearizability or availability, per operation.',
    'Gilbert & Lynch 2002; Kleppmann, "A Critique of the CAP Theorem" https://arxiv.org/abs/1509.05393',
  ),
  correction(
    '"After heal: minority adopts majority state", "no data loss"',
    'Raft loses only *uncommitted* entries, but a client whose call timed out does not know which: with ra the timed-out command was applied after the majority came back (shown by running it). Commands need an id and a dedup table. Also minority members still answer `local_query` *and* `leader_query` from stale state (shown by running it); only `consistent_query` refuses.',
    'ra.erl docs of local_query / leader_query / consistent_query',
  ),
  correction(
    'alert "when cluster size drops below quorum"',
    "Then it is already down, and the minority's alert may not get out. Alert when the margin (`reachable − quorum`) reaches 0, from outside the cluster.",
    'operational reasoning',
  ),
  correction(
    '"Alert if >3 elections per hour"',
    'No source; depends on the number of Ra clusters and deploys. Baseline it, exclude planned restarts, and alert on *leaderless time* too.',
    'operational reasoning',
  ),
  correction(
    '"Detection: cluster health monitoring every 10 s"',
    'Polling `Node.list()` cannot beat the tick: 10 s polling does not give 10 s detection. ra adds its own detector (aten) for that reason.',
    'ra `docs/internals/INTERNALS.md` "Failure Detection"',
  ),
  correction(
    'Fix for a lease: store `expiry_monotonic: System.monotonic_time() + d`',
    'Monotonic time has a different, unspecified zero in each VM: "pointless comparing monotonic times from different runtime system instances". A 5 s lease, expired on its creator, was still valid on the other node (shown by running it). After a restart the stored value is meaningless too. Right only when the same VM writes and reads it.',
    '`erlang:monotonic_time/0` doc',
  ),
  correction(
    '"Using `System.system_time()` … NTP adjustment breaks this"',
    'Depends on OTP: up to OTP 25 the default is `no_time_warp` (offset fixed at start; NTP is slewed in at ≤1 %, no jump). From OTP 26 the default is `multi_time_warp`: system time can jump. `System.os_time` may jump in every version. The lasting problem is *skew between nodes*, which no choice of local clock removes.',
    '`erts/doc/guides/time_correction.md`; https://erlang.org/patches/otp-26.2.5.2 (OTP-19147)',
  ),
  correction(
    'a lease with a correct clock is a safe lock',
    'Even perfect clocks leave the pause problem: holder passes `valid?`, is paused (GC, VM suspend, scheduler), lease ends, second holder acts, first one writes. Needs a fencing token checked by the resource. OS monotonic time may also stop during suspend.',
    'Kleppmann; time_correction.md "OS Monotonic Time"',
  ),
  correction(
    '`ntpq -c rv | grep offset`, alert at 100 ms',
    'ntpq exists only with ntpd; chrony (default on many distributions and clouds): `chronyc -c tracking` (seconds), systemd-timesyncd: `timedatectl timesync-status`. Bound of error = |offset| + root dispersion + root delay/2. Threshold must follow the lease margin, not be 100 ms.',
    'chronyc(1) `tracking`',
  ),
  correction(
    '"Clock usage: monotonic_time for intervals ✓" as drift mitigation',
    'True for intervals in one VM; says nothing about anything compared between nodes.',
    'Elixir `System` moduledoc',
  ),
  correction(
    '`DeltaCrdt.start_link(DeltaCrdt.PNCounter)`',
    'No such module. The package ships exactly one CRDT: `DeltaCrdt.AWLWWMap` (shown by running it).',
    'delta_crdt_ex `lib/delta_crdt/`',
  ),
  correction(
    '`DeltaCrdt.mutate(counter, :decrement)`',
    'No `mutate/2`; `mutate/3,4` is deprecated ("Use put/4 instead").',
    '`lib/delta_crdt.ex` (shown by running it)',
  ),
  correction(
    '`AWLWWMap.start_link()` in `init/1`',
    'Not exported; use `DeltaCrdt.start_link(DeltaCrdt.AWLWWMap, opts)` (shown by running it). `init` crashes.',
    'same',
  ),
  correction(
    '`Enum.each(pids, &DeltaCrdt.set_neighbours(crdt, [&1]))`',
    '`set_neighbours/2` replaces the list: after a loop over 2 only the last is kept, the other gets nothing (shown by running it). Pass the full list once.',
    '`causal_crdt.ex` `handle_info({:set_neighbours, …})`',
  ),
  correction(
    'only the newcomer sets neighbours, once, in `init`',
    "Sync is one-way: the neighbour's own writes did not come back (shown by running it). Every replica must list every other, again at each `nodeup` and each replica restart.",
    '`DeltaCrdt.set_neighbours/2` doc ("unidirectional")',
  ),
  correction(
    'test "add/remove conflict (add wins)": add, then remove, expects the item',
    'Sequential: the remove has seen the add, so it wins; the map is empty (shown by running it). Add-wins only for *concurrent* operations. The test fails.',
    'AWLWWMap semantics',
  ),
  correction(
    '"Automatic merge (no data loss)"; quantities in the map',
    'Values under one key are last-write-wins: two concurrent `+1` on 1 gave 2, not 3 (shown by running it). Key per (item, replica) or an op-based counter.',
    'AWLWWMap semantics, shown by running it',
  ),
  correction(
    'delta_crdt LWW is by wall time',
    'Since 2019 AWLWWMap stamps with `System.monotonic_time(:nanosecond)`: between nodes the VM with the larger monotonic value (usually the one *up longer*) wins. A write made 2 s later on a younger VM lost, on both replicas (shown by running it). Do not use it where "last" matters across nodes.',
    '`aw_lww_map.ex` `add/4`; PR https://github.com/derekkraan/delta_crdt_ex/pull/34',
  ),
  correction(
    'PN-counter for "Concurrent decrements" of (implied) stock',
    'A PN-counter has no lower bound: two sides may both sell the last one. Use one transactional decrement (`UPDATE … WHERE qty >= n`), Raft, or an escrow/bounded counter.',
    'Shapiro et al. 2011 (https://hal.inria.fr/inria-00555588) §3.1.3; Balegas et al. 2015',
  ),
  correction(
    '"Works offline / mobile apps go offline" satisfied by delta_crdt',
    'delta_crdt replicates between BEAM processes over distribution. A phone that is offline reaches no BEAM node. Offline needs a CRDT or a queue *in the client*.',
    'delta_crdt README',
  ),
  correction(
    '"Scales to 500+ nodes"',
    'Every replica must list all others and diff with them each 200 ms; 500 nodes full mesh = 124,750 links. Shard carts, or keep them in a database.',
    'arithmetic; `@default_sync_interval 200`',
  ),
  correction(
    'one CRDT process per user per node',
    'users × nodes processes, each syncing with all peers. One CRDT per shard with user-keyed entries.',
    'same',
  ),
  correction(
    'durability not mentioned',
    'In memory only unless `:storage_module` is given; a full restart loses all carts.',
    '`DeltaCrdt.start_link` opts',
  ),
  correction(
    '`config :my_app, :shopping_cart, crdt_sync_interval: 5_000, conflict_resolution: :add_wins`',
    "Nothing reads either. `sync_interval:` is a `start_link` option (default 200 ms); conflict handling is the type's, not a setting.",
    '`lib/delta_crdt.ex`',
  ),
  correction(
    'LWW: "No offline support ❌"',
    'An LWW register *is* a CRDT and works offline; its cost is lost concurrent writes — which AWLWWMap has per key too, so 4/10 vs 9/10 is not explained by that.',
    'Shapiro et al. 2011',
  ),
  correction(
    '"Slightly larger memory footprint (negligible)"',
    'Dots/causal context plus a Merkle map per replica; unmeasured claim. README also warns: atoms in keys/values are replicated and never collected.',
    'delta_crdt README',
  ),
  correction(
    'Raft: "leader bottleneck for reads"',
    'Reads can be local (stale) or linearizable; a trade, not a fixed cost.',
    'ra.erl query docs',
  ),
  correction(
    '`DeltaCrdt.read/mutate` in samples',
    'Deprecated: use `get/2`, `take/3`, `to_map/2`, `put/4`, `delete/3`.',
    '`lib/delta_crdt.ex` `@deprecated`',
  ),
  correction(
    '`{:via, Registry, {MyApp.CartRegistry, user_id}}` cluster-wide',
    '`Registry` is node-local: the same name gave two live pids on two nodes (shown by running it).',
    'Elixir `Registry` moduledoc ("local … storage")',
  ),
  correction(
    '`[{_cart_id, pid, _type, _modules}] <- :rpc.call(node, Registry, :lookup, [Reg, :carts])`',
    '`Registry.lookup/2` returns `[{pid, value}]`; the 4-tuple is `Supervisor.which_children/1`. A `for` generator drops what does not match, so the result is always `[]` (shown by running it): the CRDTs never meet, silently. Key `:carts` is never registered, and the pid would be the cart GenServer, not its CRDT.',
    '`Registry.lookup/2` doc',
  ),
  correction(
    '`:rpc.call(node, …)` with no timeout, in `init` and in `get`',
    '`:rpc.call/4` = `infinity`; one hung node hangs the caller (and here the supervisor). Sequential over nodes. Use `:erpc.multicall(nodes, m, f, a, timeout)`.',
    '`rpc.erl` `call(N,M,F,A) -> call(N,M,F,A,infinity)`',
  ),
  correction(
    'result used as a value',
    "`{:badrpc, reason}` is returned as a value and would enter `find_latest` (shown by running it). With `:erpc` errors are raised. And timeout ≠ not done: the function ran to its end after the caller's timeout (shown by running it).",
    'rpc/erpc docs: "may or may not be applied"',
  ),
  correction(
    'Option 3 "Read-repair" as a merge strategy',
    '`nodes()` undefined; no quorum (needs R+W>N); `find_latest` needs versions (vector clock/dots); repairs only keys that are read; racing repairs overwrite newer writes unless conditional. It reduces staleness; it does not define a merge.',
    'Dynamo paper §4',
  ),
  correction(
    'Optimistic locking sample',
    'Unbounded recursion with no back-off; `get_with_version` other results unmatched; no lower bound check; correct only if `put_if_version` is atomic on one linearizable store (an ETS or LWW store per node gives nothing). Ecto: `optimistic_lock/3`, `Ecto.StaleEntryError`.',
    '`ecto/changeset.ex` optimistic_lock',
  ),
  correction(
    'cart tests use `user_id` and `ShoppingCart` undefined, and simulate no node',
    'They do not compile and test one process. Use `:peer` (OTP 25+) or LocalCluster, with `prevent_overlapping_partitions` in mind.',
    '`peer` module doc',
  ),
  correction(
    '`apply/3` returns `{state, Map.put(state, key, value), :ok}`',
    'Order is `{new_state, reply}` or `{new_state, reply, effects}`. As written the state never changes, the reply is the map, and `:ok` is taken as an effect: the Ra leader crashes with `function_clause` in `ra_server_proc:handle_effect/5` (shown by running it).',
    '`ra_machine.erl` callback',
  ),
  correction(
    '`:ra.start_cluster(:config_cluster, {:module, M, %{}}, cluster_nodes())`',
    "First argument is the Ra *system* since 2.0: `:ra.start_cluster(:default, :config_cluster, {:module, M, %{}}, [{:config, node} …])`. That call is `function_clause` (shown by running it). (Ra's own tutorial still shows the old arity.)",
    '`ra.erl` specs',
  ),
  correction(
    '`cluster_nodes()` = node names',
    'Server ids are `{registered_name, node}` pairs.',
    '`ra.erl`, INTERNALS "Server ID"',
  ),
  correction(
    'start_cluster at boot, nothing else',
    'Forms a cluster once, from one place; a second call returns `{:error, :cluster_not_formed}` (shown by running it). After a restart: `:ra.restart_server/2` or `start_or_restart_cluster/4`. `:ra.start()` / a data dir on durable storage is needed first.',
    '`ra.erl`; README',
  ),
  correction(
    'no read path, no snapshot, no versioning',
    'reads: `consistent_query` (MFA tuple only from ra 3.0); log grows without `{:release_cursor, idx, state}`; changed `apply` logic needs `version/0` + `which_module/1`; unknown commands and builtin `{:down, …}`/`{:nodeup, …}` crash a machine without a catch-all.',
    '`ra_machine.erl`; STATE_MACHINE_TUTORIAL',
  ),
  correction(
    '`:ra_machine` state machine for *45* nodes "cluster_nodes()"',
    'Consensus groups stay at 3/5/7 voters; the other nodes are clients.',
    'Raft practice; Ra README',
  ),
  correction(
    '45 nodes full mesh = O(n²) = 2,025 connections (twice)',
    'n(n-1)/2 = 990 links cluster-wide, 44 per node; 80 → 3,160. 2,025 is 45².',
    'arithmetic (shown by running it)',
  ),
  correction(
    'Distributed Erlang "limit ~50"',
    "No such limit in OTP. Partisan's README speaks of 60–200 depending on the application; the cost drivers are ticks, `:global`, head-of-line blocking, broadcast fan-out. Measure: `dist_busy_port` events, `:global` lock time, tick load.",
    'partisan README "Why do we need Partisan?"',
  ),
  correction(
    '`peer_service: Partisan.PeerService.HyParView, active_max_size: 6, passive_max_size: 30`',
    'Partisan 5: `peer_service_manager: :partisan_hyparview_peer_service_manager` and `hyparview: [active_max_size: 6, passive_max_size: 30]` (6 and 30 are the defaults). Those keys are never read.',
    '`partisan_config.erl`',
  ),
  correction(
    'Migration: "start new nodes with Partisan, maintain backward compatibility"',
    'Partisan bypasses distribution; code must call `partisan_gen_server`, `partisan:forward_message` …; gen_server/`:global`/`:pg`/`:rpc`/Phoenix.PubSub do not run over it, and mixing both needs "special care". A mixed cluster is two clusters. Cheaper first steps: scopes (`:pg`, syn), hidden nodes, splitting clusters, Redis/NATS PubSub.',
    '`partisan_config.erl` `connect_disterl`; README',
  ),
  correction(
    'HyParView for a system doing leader election and consensus',
    "HyParView gives a *partial* view: no node sees all; Partisan's node/process monitoring API works only with the pluggable manager.",
    'README "Failure detection / Monitoring"',
  ),
  correction(
    '"libcluster (Kubernetes DNS) … `kubernetes_selector: "app=myapp"`"',
    'Two strategies mixed: `Cluster.Strategy.Kubernetes.DNS` takes `service:` + `application_name:`; `kubernetes_selector` (+ `kubernetes_node_basename`) belongs to `Cluster.Strategy.Kubernetes` (API).',
    'libcluster moduledocs',
  ),
  correction(
    '"Service discovery: working well ✓"',
    'Not looked at: with `Kubernetes.DNS` a failed lookup is an empty list, and libcluster then disconnects every known peer — a DNS outage partitions the cluster (shown by running it). `Epmd` strategy connects once unless `timeout:` is set.',
    '`kubernetes_dns.ex` `get_nodes/1`, `load/1`; `epmd.ex`',
  ),
  correction(
    'OTP 25+ behaviour missing throughout',
    '`prevent_overlapping_partitions` (default true) makes `:global` actively cut further links: one broken link can drop a healthy node from others (shown by running it). Must be part of every partition analysis and test.',
    '`global` moduledoc',
  ),
  correction(
    '`toxic.add("network_partition", "timeout", attributes: {timeout: 10000})`',
    'No such API. `POST :8474/proxies/{p}/toxics` with `{"type":"timeout","stream":"downstream","attributes":{"timeout":0}}`; with 10000 it *closes* the connection after 10 s, which is a disconnect, not a partition. One toxic = one direction: add `upstream` too, or set `enabled:false`.',
    'toxiproxy README',
  ),
  correction(
    'toxiproxy between BEAM nodes "in staging"',
    "It is a TCP proxy: nodes find each other's port by EPMD and mesh directly, so traffic bypasses it unless ports are fixed (`inet_dist_listen_min/max`, `erl_epmd_node_listen_port` or a custom `epmd_module`) and each pair has its proxy. For unit tests: `:peer` with a standard_io control channel + `:erlang.disconnect_node` and `dist_auto_connect: never`.",
    'OTP kernel_app',
  ),
  correction(
    '`iptables -A INPUT -s <ip> -j DROP` = partition',
    'One direction on one host (asymmetric loss); appended after earlier ACCEPT rules it may never match; a cut of *k* against *n-k* nodes needs a rule per pair, both directions, and the undo. Wait ≥ 75 s (tick) before asserting.',
    'iptables(8); net_ticktime',
  ),
  correction(
    'Verification "No data loss or corruption ✓"',
    'State it as checkable invariants (at most one leader per term; every acknowledged write readable; counters conserved) over a recorded history.',
    'Jepsen practice; ra is Jepsen-tested',
  ),
  correction(
    '`:net_kernel.monitor_nodes(true, [:nodedown_reason])` "log nodedown"',
    'Correct call, but messages are 3-tuples `{:nodedown, node, [nodedown_reason: r]}` (shown by running it); visible nodes only.',
    'net_kernel doc',
  ),
  correction(
    '"Consistency model: CP, AP, or CA?" per system',
    "Per operation and per datum; PACELC's latency half is missing.",
    'Abadi 2012',
  ),
  correction(
    '`crdt_sync_lag`, `conflict_rate` monitor',
    'delta_crdt emits one telemetry event, `[:delta_crdt, :sync, :done]`; AWLWWMap resolves silently, conflicts are not counted.',
    'delta_crdt README',
  ),
]
