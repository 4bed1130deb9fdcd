/** What a process is, by the behaviour or library that runs its module. */
export type ServerKind =
  | 'gen_server'
  | 'gen_statem'
  | 'gen_event'
  | 'gen_stage'
  | 'agent'
  | 'task'
  | 'live_view'
  | 'channel'
  | 'supervisor'
  | 'ra_machine'
  | 'oban_worker'
  | 'broadway'
  | 'loop'

/** The kind that a behaviour or `use` makes; the first that matches counts. */
const kinds: readonly (readonly [RegExp, ServerKind])[] = [
  [/^ra_machine$/, 'ra_machine'],
  [/^(\w+_)?supervisor\d?$|^supervisor_bridge$|^PartitionSupervisor$/, 'supervisor'],
  [/^(\w+_)?gen_statem$|^gen_fsm$|^GenStateMachine$/, 'gen_statem'],
  [/^Broadway$/, 'broadway'],
  [/^GenStage$|^ConsumerSupervisor$/, 'gen_stage'],
  [/^Oban(\.Pro)?\.Worker$/, 'oban_worker'],
  [/^Phoenix\.Live(View|Component)$/, 'live_view'],
  [/^Phoenix\.Channel$/, 'channel'],
  [/^gen_event$/, 'gen_event'],
  [/^(\w+_)?gen_server\d?$/, 'gen_server'],
  [/^Agent$/, 'agent'],
  [/^Task$/, 'task'],
]

/** The kind of server that these behaviours and used modules make of a module, or null. */
export function kindOf(names: Iterable<string>): ServerKind | null {
  const all = [...names]
  for (const [shape, kind] of kinds) if (all.some((name) => shape.test(name))) return kind
  return null
}

/** One callback: which parameter is the state (null before there is one), and which the message. */
export interface Callback {
  readonly state: number | null
  readonly message: number | null
}

/** `name/arity state message`, `-` for none. Sources: OTP stdlib and ra; GenStage, Phoenix, Oban and Broadway callbacks. */
const server = `init/1 - -|handle_call/3 2 0|handle_cast/2 1 0|handle_info/2 1 0|handle_continue/2 1 -|terminate/2 1 -
code_change/3 1 -|format_status/1 - -|format_status/2 - -`
const written: Record<ServerKind, string> = {
  gen_server: server,
  gen_stage: `${server}|handle_demand/2 1 -|handle_events/3 2 -|handle_subscribe/4 3 -|handle_cancel/3 2 -`,
  gen_statem: 'init/1 - -|callback_mode/0 - -|handle_event/4 3 1|terminate/3 2 -|code_change/4 2 -',
  gen_event:
    'init/1 - -|handle_event/2 1 0|handle_call/2 1 0|handle_info/2 1 0|terminate/2 1 -|code_change/3 1 -',
  supervisor: 'init/1 - -',
  agent: 'init/1 - -',
  task: '',
  live_view: `mount/3 2 -|mount/1 0 -|update/2 1 -|render/1 - -|handle_params/3 2 -|handle_event/3 2 -|handle_info/2 1 0
handle_call/3 2 0|handle_cast/2 1 0|handle_async/3 2 -|terminate/2 1 -`,
  channel:
    'join/3 2 -|handle_in/3 2 -|handle_out/3 2 -|handle_info/2 1 0|handle_call/3 2 0|handle_cast/2 1 0|terminate/2 1 -',
  ra_machine: `init/1 - -|apply/3 2 1|state_enter/2 1 -|tick/2 1 -|init_aux/1 - -|handle_aux/5 - -|handle_aux/6 - -
live_indexes/1 0 -|overview/1 0 -|snapshot_installed/2 - -|snapshot_installed/4 - -|version/0 - -|which_module/1 - -`,
  oban_worker: 'perform/1 - -|backoff/1 - -|timeout/1 - -',
  broadway: 'handle_message/3 - -|handle_batch/4 - -|prepare_messages/2 - -|handle_failed/2 - -',
  loop: '',
}

const byKind = new Map<ServerKind, ReadonlyMap<string, Callback>>()
for (const [kind, text] of Object.entries(written)) {
  const callbacks = new Map<string, Callback>()
  for (const entry of text.split(/[|\n]/)) {
    const [name = '', ...columns] = entry.split(' ')
    const [state = null, message = null] = columns.map((column) => (column === '-' ? null : Number(column)))
    if (name) callbacks.set(name, { state, message })
  }
  byKind.set(kind as ServerKind, callbacks)
}

/** The callbacks of a kind, by `name/arity`. A gen_statem's state functions are not among them: see servers.ts. */
export function callbacksOf(kind: ServerKind): ReadonlyMap<string, Callback> {
  return byKind.get(kind) ?? new Map()
}
