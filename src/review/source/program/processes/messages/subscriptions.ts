import type { Call } from '../../../form.ts'
import { facet } from '../../facet.ts'
import type { Site } from '../../program.ts'

/** A process that asks for the messages of a topic or for a signal of the runtime. */
export interface Subscription {
  readonly site: Site<Call>
  readonly to: 'topic' | 'group' | 'nodes' | 'mnesia'
  /** The topic or group; null for signals of the runtime. */
  readonly topic: Site | null
}

/** Which argument is the topic. Sources: Phoenix.PubSub; OTP pg, net_kernel, mnesia. */
const asking: readonly (readonly [
  module: string,
  name: string,
  to: Subscription['to'],
  topic: number | null,
])[] = [
  ['Phoenix.PubSub', 'subscribe', 'topic', 1],
  ['pg', 'join', 'group', -2],
  ['pg', 'monitor', 'group', -1],
  ['pg2', 'join', 'group', 0],
  ['net_kernel', 'monitor_nodes', 'nodes', null],
  ['erlang', 'monitor_node', 'nodes', null],
  ['mnesia', 'subscribe', 'mnesia', null],
]

/** Every subscription of the program. */
export const subscriptions = facet((program): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [module, name, to, at] of asking) {
    for (const site of program.callsOf(module, name)) {
      const expr = at === null ? undefined : site.expr.args.at(at)
      found.push({ site, to, topic: expr ? { expr, frame: site.frame } : null })
    }
  }
  return found
})
