import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt } from '../../../fixes/spelled.ts'
import type { Call, Clause, Expr } from '../../../source/form.ts'
import type { MessageClause } from '../../../source/program/processes/messages/clauses.ts'
import { type Send, sends } from '../../../source/program/processes/messages/sends.ts'
import { roleOf } from '../../../source/program/processes/role.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

export default defineRule({
  id: 'broadcast-echo',
  family: 'pubsub',
  severity: 'minor',
  title: 'The sender applies its own broadcast a second time',
  problem:
    'A broadcast reaches the sender too if it has subscribed. Here it has made the change before, and makes it again.',
  failureScenario: [
    'The process changes its state and broadcasts the change.',
    'It receives its own message and changes its state once more.',
  ],
  impact: 'Counters and lists of the sender are ahead of those of all others.',
  guardsLookedFor: ['`broadcast_from`', 'a handler that reads again', 'an id that is remembered'],
  fix: {
    summary: 'Broadcast from the own process to the others, or change the state in the handler alone.',
    elixir: 'Phoenix.PubSub.broadcast_from(MyApp.PubSub, self(), topic, {:added, item})',
    erlang: "'Elixir.Phoenix.PubSub':broadcast_from(my_pubsub, self(), Topic, {added, Item})",
    residualRisk: 'A process that has subscribed twice still gets each message twice.',
  },
  sources: [
    'Phoenix.PubSub, subscribe/3: duplicate subscriptions https://hexdocs.pm/phoenix_pubsub/Phoenix.PubSub.html#subscribe/3',
  ],
  holds: 'nobody applies its own broadcast twice',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const send of sends(program)) {
      if (send.topic === null || !/^broadcast!?$/.test(send.site.expr.name)) continue
      examined.push(send.site)
      const hit = judge(program, send)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, send: Send): Hit | null {
  const { site, tag, handlers } = send
  const { frame } = site
  if (!tag || roleOf(program, frame, site.expr).kind !== 'callback' || !subscribes(program, send)) return null
  const own = handlers.find((handler) => handler.frame.module === frame.module && handler.entry !== 'cast')
  if (!own) return null
  const again = grown(own.clause)
  const before = grown(frame.clause)
  const field = again.find((name) => before.includes(name))
  if (field === undefined) return null
  const reasons: Reason[] = [
    { name: 'shape', text: `The callback and the handler both add to \`${field}\`.`, site: placeOf(own) },
    { name: 'by-contract', text: 'A broadcast is delivered to every subscriber, the sender too.' },
    ...placeReasons(frame),
  ]
  const mend = fromSelf(site)
  return {
    site,
    ...(mend ? { mend } : {}),
    severity: 'important',
    reasons,
    problem: `The callback adds to \`${field}\` and broadcasts \`${tag.name}\`; the process has subscribed to that topic, and its handler adds to \`${field}\` again.`,
  }
}

/** `broadcast_from`, which leaves out the process that sends. It takes that process behind the server. */
function fromSelf(site: Site<Call>): Mend | undefined {
  const { expr, frame } = site
  if (expr.module !== 'Phoenix.PubSub' || frame.file.form.language !== 'elixir') return undefined
  const [server, topic] = expr.args
  const name = /^(?:Phoenix\.)?PubSub\.broadcast(!?)\(/.exec(codeAt(site))
  if (!name || !server || !topic || server.start < expr.start) return undefined
  const end = expr.start + name[0].length - 1
  return {
    rewrites: [
      {
        file: frame.file,
        start: end - (name[1] ?? '').length,
        end: end - (name[1] ?? '').length,
        text: '_from',
      },
      { file: frame.file, start: topic.start, end: topic.start, text: 'self(), ' },
    ],
    risk: 'It must be sent by the process that subscribed: from another one `self()` leaves out nobody.',
  }
}

function placeOf({ frame, clause }: MessageClause): Site {
  const { start, end } = clause
  return { expr: { kind: 'other', children: [], start, end }, frame }
}

/** Whether the module subscribes to the same topic as written. */
function subscribes(program: Program, { topic, site }: Send): boolean {
  const text = ({ expr, frame }: Site) =>
    frame.file.text.slice(expr.start, expr.end).replace(/\w+\.(?=\w)/g, '')
  return program.callsOf('Phoenix.PubSub', 'subscribe').some(({ expr, frame }) => {
    const asked = expr.args[1]
    return (
      frame.module === site.frame.module && asked && topic && text({ expr: asked, frame }) === text(topic)
    )
  })
}

/** Keys of the state that a clause adds to: `count: count + 1`, `items: [item | items]`, `update(socket, :items, …)`. */
function grown({ body }: Clause): string[] {
  const keys: string[] = []
  const add = (key: Expr | undefined, value: Expr | undefined) => {
    if (key?.kind === 'atom' && value && adds(value)) keys.push(key.name)
  }
  visitAll(body, (expr) => {
    if (expr.kind === 'map') for (const { key, value } of expr.entries) add(key, value)
    if (expr.kind === 'tuple' && expr.items.length === 2) add(expr.items[0], expr.items[1])
    if (expr.kind === 'call' && /^(assign|put|update|update!)$/.test(expr.name))
      add(expr.args[1], expr.args.at(-1))
  })
  return keys
}

function adds(value: Expr): boolean {
  if (value.kind === 'op') return value.op === '+' || value.op === '++'
  if (value.kind === 'list') return value.tail !== null
  if (value.kind === 'fun') return value.clauses.some(({ body }) => body.some(adds))
  return false
}
