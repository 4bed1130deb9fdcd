import type { Entry } from './clauses.ts'

/** Which arguments of a function that sends say what. */
export interface SendShape {
  readonly entry: Entry
  /** Index of the receiver; 'self' where it is the caller; null for subscribers of a topic. */
  readonly to: number | 'self' | null
  readonly message: number
  /** Index of a time limit on the answer, in milliseconds. */
  readonly limit: number | null
  /** The limit where none is given; null for what waits for nobody. */
  readonly unlimited: number | 'infinity' | null
  /** Index of the delay of a message that is sent later. */
  readonly after: number | null
  /** Index of the topic. */
  readonly topic: number | null
  /** Index of the nodes of a call of many. */
  readonly nodes: number | 'all' | null
}

/**
 * `module:name/arity entry to message limit default after topic nodes`, `-` for none.
 * Sources: OTP gen_server, gen_statem, gen_event, erlang, timer; Elixir GenServer, Process; Phoenix.PubSub; ra.
 */
const written = `
gen_server:call/2 call 0 1 - 5000 - - -|gen_server:call/3 call 0 1 2 - - - -|gen_server:cast/2 cast 0 1 - - - - -
gen_server:multi_call/2 call 0 1 - infinity - - all|gen_server:multi_call/3 call 1 2 - infinity - - 0
gen_server:multi_call/4 call 1 2 3 - - - 0|gen_server:abcast/2 cast 0 1 - - - - all|gen_server:abcast/3 cast 1 2 - - - - 0
gen_server:send_request/2 call 0 1 - - - - -|gen_statem:send_request/2 call 0 1 - - - - -
gen_statem:call/2 call 0 1 - infinity - - -|gen_statem:call/3 call 0 1 2 - - - -|gen_statem:cast/2 cast 0 1 - - - - -
GenStateMachine:cast/2 cast 0 1 - - - - -|GenStage:call/2 call 0 1 - 5000 - - -|GenStage:call/3 call 0 1 2 - - - -
GenStage:cast/2 cast 0 1 - - - - -
gen_event:notify/2 event 0 1 - - - - -|gen_event:sync_notify/2 event 0 1 - - - - -|gen_event:call/3 call 0 2 - 5000 - - -
gen_event:call/4 call 0 2 3 - - - -
erlang:send/2 info 0 1 - - - - -|erlang:send/3 info 0 1 - - - - -|erlang:send_nosuspend/2 info 0 1 - - - - -
erlang:send_after/3 info 1 2 - - 0 - -|erlang:send_after/4 info 1 2 - - 0 - -
Process:send_after/3 info 0 1 - - 2 - -|Process:send_after/4 info 0 1 - - 2 - -
timer:send_after/2 info self 1 - - 0 - -|timer:send_after/3 info 1 2 - - 0 - -
timer:send_interval/2 info self 1 - - 0 - -|timer:send_interval/3 info 1 2 - - 0 - -
Phoenix.PubSub:broadcast/3 info - 2 - - - 1 -|Phoenix.PubSub:broadcast!/3 info - 2 - - - 1 -
Phoenix.PubSub:broadcast/4 info - 2 - - - 1 -|Phoenix.PubSub:broadcast!/4 info - 2 - - - 1 -
Phoenix.PubSub:broadcast_from/4 info - 3 - - - 2 -|Phoenix.PubSub:broadcast_from!/4 info - 3 - - - 2 -
Phoenix.PubSub:local_broadcast/3 info - 2 - - - 1 -|Phoenix.PubSub:local_broadcast_from/4 info - 3 - - - 2 -
Phoenix.PubSub:direct_broadcast/4 info - 3 - - - 2 0|Phoenix.PubSub:direct_broadcast!/4 info - 3 - - - 2 0
ra:process_command/2 command 0 1 - 5000 - - -|ra:process_command/3 command 0 1 2 - - - -
ra:pipeline_command/2 command 0 1 - - - - -|ra:pipeline_command/3 command 0 1 - - - - -
ra:pipeline_command/4 command 0 1 - - - - -
`

function column(text: string | undefined): number | null {
  return text === undefined || text === '-' ? null : Number(text)
}

/** By `module:name/arity`. */
export const sendShapes: ReadonlyMap<string, SendShape> = new Map(
  written
    .trim()
    .split(/[|\n]/)
    .map((entry) => {
      const [name = '', kind, to, message, limit, unlimited, after, topic, nodes] = entry.split(' ')
      const shape: SendShape = {
        entry: kind as Entry,
        to: to === 'self' ? 'self' : column(to),
        message: Number(message),
        limit: column(limit),
        unlimited: unlimited === 'infinity' ? 'infinity' : column(unlimited),
        after: column(after),
        topic: column(topic),
        nodes: nodes === 'all' ? 'all' : column(nodes),
      }
      return [name, shape] as const
    }),
)
