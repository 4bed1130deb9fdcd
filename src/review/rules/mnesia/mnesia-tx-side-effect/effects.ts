import type { Call } from '../../../source/form.ts'

/** What a call does that an abort does not undo and a restart does again. */
export interface Effect {
  /** In words: `sends a message`. */
  readonly does: string
  /** Doing it again changes nothing: a write of the same row. */
  readonly again: 'more' | 'same' | 'unknown'
}

const sending: Effect = { does: 'sends a message', again: 'more' }
const asking: Effect = { does: 'calls a process', again: 'unknown' }
const telling: Effect = { does: 'tells subscribers', again: 'more' }
const requesting: Effect = { does: 'calls another service', again: 'more' }
const mailing: Effect = { does: 'sends mail', again: 'more' }
const counting: Effect = { does: 'counts in a table outside the transaction', again: 'more' }
const storing: Effect = { does: 'writes a table outside the transaction', again: 'same' }
const starting: Effect = { does: 'starts a process', again: 'more' }
const dirty: Effect = { does: 'writes dirtily, past the transaction', again: 'more' }
const saving: Effect = { does: 'writes a file', again: 'same' }

const effects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  erlang: {
    send: sending,
    send_after: sending,
    spawn: starting,
    spawn_link: starting,
    spawn_monitor: starting,
  },
  Process: { send: sending, send_after: sending, spawn: starting },
  timer: { send_after: sending, apply_after: starting },
  gen_server: { cast: sending, abcast: sending, call: asking, multi_call: asking },
  gen_statem: { cast: sending, call: asking },
  gen_event: { notify: sending, sync_notify: sending },
  'Phoenix.PubSub': {
    broadcast: telling,
    'broadcast!': telling,
    broadcast_from: telling,
    local_broadcast: telling,
  },
  'Phoenix.Endpoint': { broadcast: telling },
  httpc: { request: requesting },
  hackney: { request: requesting, post: requesting, put: requesting },
  gun: { post: requesting, put: requesting },
  HTTPoison: { post: requesting, 'post!': requesting, put: requesting, request: requesting },
  Req: { post: requesting, 'post!': requesting, put: requesting, request: requesting },
  Finch: { request: requesting },
  Tesla: { post: requesting, put: requesting },
  Swoosh: { deliver: mailing },
  ets: { update_counter: counting, insert: storing, delete: storing, insert_new: storing },
  counters: { add: counting, sub: counting },
  atomics: { add: counting, add_get: counting, sub: counting },
  supervisor: { start_child: starting, terminate_child: starting },
  DynamicSupervisor: { start_child: starting, terminate_child: starting },
  Task: { start: starting, start_link: starting, async: starting },
  'Task.Supervisor': { start_child: starting, async: starting, async_nolink: starting },
  file: { write_file: saving, delete: saving, rename: saving },
  mnesia: {
    dirty_write: dirty,
    dirty_delete: dirty,
    dirty_delete_object: dirty,
    dirty_update_counter: { does: 'counts dirtily, past the transaction', again: 'more' },
  },
  rpc: { call: asking, cast: sending, multicall: asking, abcast: sending },
  erpc: { call: asking, cast: sending, multicall: asking },
}

/** The effect of a library call, or null. */
export function effectOf({ module, name }: Call): Effect | null {
  return (module !== null && effects[module]?.[name]) || null
}
