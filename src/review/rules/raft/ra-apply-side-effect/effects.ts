import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'

/** Something that is done to the world outside the state. */
export interface Effect {
  readonly what: string
  /** Doing it again changes nothing more: a local table that mirrors the state. */
  readonly harmless: boolean
  /** It reaches a process of the member itself, which may be its own store. */
  readonly within?: true
}

const effects: Record<string, string> = {
  'erlang:send': 'sends a message',
  'gen_server:call': 'calls a server',
  'gen_server:cast': 'casts to a server',
  'gen_statem:call': 'calls a server',
  'gen_statem:cast': 'casts to a server',
  'erlang:send_after': 'starts a timer',
  'timer:send_after': 'starts a timer',
  'erlang:spawn': 'spawns a process',
  'erlang:spawn_link': 'spawns a process',
  'Task:start': 'starts a task',
  'Task:async': 'starts a task',
  'Task.Supervisor:start_child': 'starts a task',
  'supervisor:start_child': 'starts a child',
  'DynamicSupervisor:start_child': 'starts a child',
  'rpc:cast': 'calls another node',
  'erpc:cast': 'calls another node',
  'httpc:request': 'sends a request',
  'hackney:request': 'sends a request',
  'HTTPoison:post': 'sends a request',
  'HTTPoison:put': 'sends a request',
  'Req:post': 'sends a request',
  'Req:post!': 'sends a request',
  'Req:put': 'sends a request',
  'Tesla:post': 'sends a request',
  'Finch:request': 'sends a request',
  'Phoenix.PubSub:broadcast': 'broadcasts',
  'Phoenix.PubSub:broadcast!': 'broadcasts',
  'file:write_file': 'writes a file',
  'File:write': 'writes a file',
  'File:write!': 'writes a file',
  'mnesia:dirty_write': 'writes to Mnesia',
  'mnesia:transaction': 'writes to Mnesia',
  'mnesia:activity': 'writes to Mnesia',
  'ra:process_command': 'sends a command to ra, and waits for itself',
  'ra:pipeline_command': 'sends a command to ra',
  'Oban:insert': 'inserts a job',
  'Oban:insert!': 'inserts a job',
}
/** Servers and children of the member. */
const own = /^(gen_server|gen_statem|supervisor|DynamicSupervisor|erlang|timer):/
const tables = new Set([
  'ets:insert',
  'ets:insert_new',
  'ets:delete',
  'persistent_term:put',
  'application:set_env',
  'Application:put_env',
])
const repo = new Set([
  'insert',
  'insert!',
  'update',
  'update!',
  'delete',
  'delete!',
  'insert_all',
  'update_all',
  'delete_all',
  'transaction',
])

/** What a call or `!` does outside the state; null where nothing is known of it. */
export function effectOf(program: Program, { expr, frame }: Site): Effect | null {
  if (expr.kind !== 'call' || expr.module === null) return null
  const name = `${expr.module}:${expr.name}`
  const what = effects[name]
  if (what) return { what, harmless: false, ...(own.test(name) ? { within: true } : {}) }
  if (/(^|\.)Repo$/.test(expr.module) && repo.has(expr.name))
    return { what: 'writes to a database', harmless: false }
  if (/(^|\.)Mailer$/.test(expr.module) && /^deliver/.test(expr.name))
    return { what: 'sends mail', harmless: false }
  if (!tables.has(name)) return null
  const [table] = expr.args
  const isNamed =
    table !== undefined &&
    origins(program, { expr: table, frame }).every((origin) => origin.expr.kind === 'atom')
  return isNamed || !name.startsWith('ets')
    ? { what: `writes to \`${name}\` of the member`, harmless: true }
    : null
}
