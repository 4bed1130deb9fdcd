import { config } from '../../../source/program/deployment/index.ts'
import type { Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** Keys that Partisan reads inside `hyparview`, and never at the top. */
const ofHyparview = new Set([
  'active_max_size',
  'active_min_size',
  'active_rwl',
  'passive_max_size',
  'passive_rwl',
  'random_promotion_interval',
  'shuffle_interval',
  'shuffle_k_active',
  'shuffle_k_passive',
])
/** Names that no version reads, with the one that is meant. */
const instead: Readonly<Record<string, string>> = {
  peer_service: 'peer_service_manager',
  peer_manager: 'peer_service_manager',
  hyparview_config: 'hyparview',
  channel: 'channels',
  listen_address: 'listen_addrs',
  listen_addresses: 'listen_addrs',
}

export default defineRule({
  id: 'partisan-misconfigured',
  family: 'scale',
  severity: 'critical',
  title: 'Settings that Partisan does not read',
  problem:
    'Partisan is configured under keys that it does not read. Unknown keys are passed over in silence, and the default stays: a full mesh.',
  failureScenario: [
    'The release starts, and nothing is logged about the key.',
    'Every node connects to every other by the default, `partisan_pluggable_peer_service_manager`.',
    'The overlay that the design counts on does not exist: links grow with the square of the nodes.',
  ],
  impact: 'The cluster has another topology than the one that was chosen, and nobody is told.',
  guardsLookedFor: ['the key inside `hyparview`', 'the name that Partisan reads'],
  fix: {
    summary:
      'Use the keys of Partisan 5. Under HyParView no node knows all members: keep elections and quorums on the full mesh.',
    elixir:
      'config :partisan,\n  peer_service_manager: :partisan_hyparview_peer_service_manager,\n  listen_port: 10200,\n  hyparview: [active_max_size: 6, passive_max_size: 30]',
    erlang:
      '%% what sys.config has under partisan\n[{peer_service_manager, partisan_hyparview_peer_service_manager},\n {listen_port, 10200},\n {hyparview, [{active_max_size, 6}, {passive_max_size, 30}]}].',
    residualRisk:
      'Code over Partisan must call it (`partisan_gen_server`, `partisan:forward_message`): `rpc`, `global`, `pg` and Phoenix.PubSub do not run over it.',
  },
  sources: ['Partisan, partisan_config https://hexdocs.pm/partisan/partisan_config.html'],
  holds: 'Partisan reads the keys under which it is configured',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { app, keys, value, environment } of config(program).entries) {
      const [key] = keys
      if (app !== 'partisan' || key === undefined) continue
      examined.push(value)
      const inside = ofHyparview.has(key)
      const meant = inside ? `\`hyparview: [${key}: …]\`` : instead[key] && `\`${instead[key]}\``
      if (!meant || keys.length > 1 || environment === 'test') continue
      const reasons: Reason[] = [
        { name: 'shape', text: `\`${key}\` is set for the application partisan.` },
        { name: 'configured', text: 'It is in force in the running system.' },
        { name: 'by-contract', text: `Partisan does not read it; ${meant} is what it reads.` },
      ]
      hits.push({
        site: value,
        problem: `Partisan does not read \`${key}\` at this place, and passes over it in silence: the default stays in force. It reads ${meant}.`,
        reasons: [...reasons, ...placeReasons(value.frame)],
      })
    }
    return { hits, examined }
  },
  together: 'module',
})
