/** What to look at first, and what it tells. */
export interface Check {
  readonly id: string
  readonly what: string
  /** A command of the shell or of a remote console; null where there is none that fits every system. */
  readonly how: string | null
  readonly tells: string
}

/** Read-only: nothing here changes a running system. */
export const checks: readonly Check[] = [
  {
    id: 'members',
    what: 'On every node: which others it sees, at the same moment.',
    how: 'bin/my_app rpc "IO.inspect({node(), Enum.sort(Node.list())})"',
    tells: 'Sets that differ show a cut that is still there, or two clusters.',
  },
  {
    id: 'nodedown-log',
    what: 'Logs of all nodes from two minutes before: nodedown, "has been disconnected", "overlapping partitions".',
    how: 'grep -nE "nodedown|global.*(disconnect|overlapping)|net_kernel|noconnection" log/*.log',
    tells: 'Who lost whom, and when; a loss is seen up to 75 s after the cut with the usual net_ticktime.',
  },
  {
    id: 'inconsistent-database',
    what: 'Logs of Mnesia, and which nodes run it.',
    how: 'bin/my_app rpc "IO.inspect(:mnesia.system_info(:running_db_nodes))"',
    tells:
      '"inconsistent_database" or "running_partitioned_network" says that both sides wrote and nothing merged them.',
  },
  {
    id: 'leases',
    what: 'Who held the lease or lock, by the store that keeps it, and when each holder wrote.',
    how: null,
    tells: 'A write after the end of its lease shows that nothing fenced the old holder.',
  },
  {
    id: 'clocks',
    what: 'The error of the clock of every host.',
    how: 'chronyc -c tracking',
    tells:
      'Offset plus root dispersion plus half the root delay must be smaller than the margin of every lease.',
  },
  {
    id: 'requests-twice',
    what: 'The two effects side by side: request or job id, node, time, attempt.',
    how: null,
    tells:
      'The same id twice is a retry or a resent command; two ids on two nodes are two owners or two timers.',
  },
  {
    id: 'timeouts-log',
    what: 'Calls that timed out just before, and whether what they asked for was done all the same.',
    how: 'grep -nE "\\\\*\\\\* \\\\(exit\\\\).*(timeout|noconnection)|badrpc" log/*.log',
    tells: 'A call that timed out may have been carried out: its repeat is the second effect.',
  },
  {
    id: 'replicas-of-job',
    what: 'How many nodes start the job or the timer.',
    how: 'bin/my_app rpc "IO.inspect(Node.list() |> length)"',
    tells: 'As many runs as nodes: nothing elects the one that runs it.',
  },
  {
    id: 'versions-of-datum',
    what: 'One datum that is wrong, read on every node and in the store, with its version or time of writing.',
    how: null,
    tells: 'Whether a write was never made, was overwritten, or stands on one side only.',
  },
  {
    id: 'restarts',
    what: 'When nodes and the processes that hold the state started.',
    how: 'bin/my_app rpc "IO.inspect(:erlang.statistics(:wall_clock))"',
    tells: 'State that was only in memory is gone since then.',
  },
  {
    id: 'versions-running',
    what: 'Which release each node runs.',
    how: 'bin/my_app rpc "IO.inspect(Application.started_applications())"',
    tells: 'Two releases at once: messages and terms of the one reach the other.',
  },
  {
    id: 'mailboxes',
    what: 'The processes with the longest message queues.',
    how: 'bin/my_app rpc "Process.list() |> Enum.map(&{&1, Process.info(&1, :message_queue_len)}) |> Enum.sort_by(fn {_, i} -> i && -elem(i, 1) end) |> Enum.take(5) |> IO.inspect()"',
    tells: 'One server that everybody waits for, and since when.',
  },
  {
    id: 'busy-dist-port',
    what: 'Whether a connection between nodes is full.',
    how: 'bin/my_app rpc ":erlang.system_monitor(self(), [:busy_dist_port])"',
    tells: 'Senders are suspended behind large messages; ticks come late as well.',
  },
  {
    id: 'dns',
    what: 'What discovery answers now, from a host of each node.',
    how: 'getent ahosts my-app-headless',
    tells: 'An empty or short answer makes some strategies disconnect healthy peers.',
  },
  {
    id: 'names',
    what: 'Who holds the name on each node.',
    how: 'bin/my_app rpc "IO.inspect(:global.registered_names())"',
    tells: 'Two holders, or none, and on which side.',
  },
]
