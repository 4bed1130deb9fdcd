import type { Call } from '../source/form.ts'
import { facet } from '../source/program/facet.ts'
import type { Program, Site } from '../source/program/program.ts'

/**
 * What a call does outside the process and the database: `message` to processes that subscribe or are cast to, `mail`,
 * `http` to another service, `queue` of a broker, `task` in a process of its own.
 */
export type EffectKind = 'message' | 'mail' | 'http' | 'queue' | 'task'

export interface Effect {
  readonly site: Site<Call>
  readonly kind: EffectKind
}

const known: readonly (readonly [kind: EffectKind, module: string, names: readonly string[]])[] = [
  [
    'message',
    'Phoenix.PubSub',
    ['broadcast', 'broadcast!', 'broadcast_from', 'broadcast_from!', 'local_broadcast'],
  ],
  ['message', 'Absinthe.Subscription', ['publish']],
  ['message', 'gen_server', ['cast', 'abcast']],
  [
    'http',
    'Req',
    ['post', 'post!', 'put', 'put!', 'patch', 'patch!', 'delete', 'delete!', 'request', 'request!'],
  ],
  [
    'http',
    'HTTPoison',
    ['post', 'post!', 'put', 'put!', 'patch', 'patch!', 'delete', 'delete!', 'request', 'request!'],
  ],
  ['http', 'Tesla', ['post', 'post!', 'put', 'put!', 'patch', 'delete', 'request']],
  ['http', 'Finch', ['request', 'request!']],
  ['http', 'httpc', ['request']],
  ['http', 'hackney', ['request', 'post', 'put']],
  ['queue', 'AMQP.Basic', ['publish']],
  ['queue', 'amqp_channel', ['call', 'cast']],
  ['queue', 'brod', ['produce', 'produce_sync', 'produce_cb']],
  ['queue', 'KafkaEx', ['produce']],
  ['queue', 'ExAws.SQS', ['send_message', 'send_message_batch']],
  ['queue', 'ExAws.SNS', ['publish']],
  ['task', 'Task', ['start', 'start_link', 'async']],
  ['task', 'Task.Supervisor', ['start_child', 'async', 'async_nolink']],
]
const endpoint = new Set(['broadcast', 'broadcast!', 'broadcast_from', 'broadcast_from!'])
const mailer = new Set([
  'deliver',
  'deliver!',
  'deliver_now',
  'deliver_now!',
  'deliver_later',
  'deliver_later!',
])

/** Every call with such an effect, of the libraries that are known by name, and of the project's mailers and endpoints. */
export const effects = facet((program): readonly Effect[] => {
  const found: Effect[] = []
  for (const [kind, module, names] of known)
    for (const name of names)
      for (const site of program.callsOf(module, name))
        if (!isAssembled(site, module)) found.push({ site, kind })
  for (const file of program.files) {
    if (file.form.language !== 'elixir') continue
    for (const module of file.form.modules) {
      if (module.uses.some((use) => /^(Swoosh|Bamboo)\.Mailer$/.test(use.module)))
        add(found, program, module.name, mailer, 'mail')
      if (module.uses.some((use) => use.module === 'Phoenix.Endpoint'))
        add(found, program, module.name, endpoint, 'message')
    }
  }
  return found
})

function add(
  found: Effect[],
  program: Program,
  module: string,
  names: ReadonlySet<string>,
  kind: EffectKind,
): void {
  for (const name of names) for (const site of program.callsOf(module, name)) found.push({ site, kind })
}

/** ExAws only builds a request; another call sends it. A GET by `request` is no effect. */
function isAssembled({ expr }: Site<Call>, module: string): boolean {
  if (module.startsWith('ExAws')) return false
  if (expr.name.startsWith('request') && module !== 'Finch') {
    const [method] = expr.args
    return method?.kind === 'atom' && /^(get|head|options)$/.test(method.name)
  }
  return false
}
