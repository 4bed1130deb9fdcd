import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import type { Program } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule } from '../../rule.ts'

export default defineRule({
  id: 'cluster-unobserved',
  family: 'observability',
  severity: 'minor',
  title: 'Nothing records that nodes come and go',
  problem: 'Nodes form a cluster, and no code listens for one that is lost. A split is found by its users.',
  failureScenario: [
    'The network splits.',
    'Both sides run on; nothing is counted or logged by the program.',
    'Somebody reports that two people see different things.',
  ],
  impact: 'A split lasts as long as it takes somebody to notice.',
  guardsLookedFor: ['`monitor_nodes`', 'telemetry of libcluster', 'keys of ra', 'events of mnesia'],
  fix: {
    summary:
      'Listen for nodes, count those that are lost, and alert when fewer than a majority can be reached.',
    elixir:
      'defmodule MyApp.Nodes do\n  use GenServer\n\n  def init(_) do\n    :ok = :net_kernel.monitor_nodes(true, [:nodedown_reason])\n    {:ok, %{}}\n  end\n\n  def handle_info({:nodedown, node, info}, state) do\n    :telemetry.execute([:my_app, :nodedown], %{count: 1}, %{node: node, reason: info[:nodedown_reason]})\n    {:noreply, state}\n  end\n\n  def handle_info({:nodeup, node, _info}, state) do\n    :telemetry.execute([:my_app, :nodeup], %{count: 1}, %{node: node})\n    {:noreply, state}\n  end\nend',
    erlang: 'init(_) ->\n    ok = net_kernel:monitor_nodes(true, [nodedown_reason]),\n    {ok, #{}}.',
    residualRisk: null,
  },
  sources: [
    'OTP kernel, `net_kernel:monitor_nodes/2` https://www.erlang.org/doc/apps/kernel/net_kernel.html',
    'libcluster, telemetry https://hexdocs.pm/libcluster/readme.html',
  ],
  holds: 'nodes that come and go are recorded',
  check(program) {
    const evidence = clusterEvidence(program)
    const examined = evidence.map(({ site }) => site)
    const [first] = evidence
    if (!first || observed(program)) return { hits: [], examined }
    return {
      hits: [
        {
          site: first.site,
          reasons: [
            { name: 'shape', text: 'Nodes form a cluster.', site: first.site },
            { name: 'searched-everywhere', text: 'No code listens for a node that is lost.' },
            ...placeReasons(first.site.frame),
          ],
        },
      ],
      examined,
    }
  },
})

const listening = [
  ['net_kernel', 'monitor_nodes'],
  ['erlang', 'monitor_node'],
  ['mnesia', 'subscribe'],
  ['ra', 'key_metrics'],
] as const

function observed(program: Program): boolean {
  if (listening.some(([module, name]) => program.callsOf(module, name).length > 0)) return true
  // `[:libcluster, :disconnect_node, …]` of telemetry, a PromEx plugin, an alert in a document.
  const named = /:libcluster,\s*:(dis)?connect_node|PromEx\.Plugins\.Beam|erlang_vm_dist|nodedown/
  return [...program.files, ...program.documents].some(({ text }) => named.test(text))
}
