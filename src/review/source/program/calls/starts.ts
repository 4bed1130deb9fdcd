import type { Call, Expr } from '../../form.ts'
import type { Frame, Program } from '../program.ts'
import { atomsOf } from './names.ts'

/** What a start function starts, and which of its arguments say so. */
export interface StartShape {
  /** Index of the callback module; null where there is none (Agent, Task). */
  readonly module: number | null
  readonly argument: number | null
  /** Index of an Erlang server name. */
  readonly name: number | null
  /** Index of a keyword list with `name:`. */
  readonly options: number | null
}

/** `module:name/arity module argument name options`; `-` for none. Sources: OTP stdlib, Elixir GenServer, GenStage. */
const written = `
gen_server:start/3 0 1 - -|gen_server:start/4 1 2 0 -|gen_server:start_link/3 0 1 - -|gen_server:start_link/4 1 2 0 -
gen_server:start_monitor/3 0 1 - -|gen_server:start_monitor/4 1 2 0 -
gen_statem:start/3 0 1 - -|gen_statem:start/4 1 2 0 -|gen_statem:start_link/3 0 1 - -|gen_statem:start_link/4 1 2 0 -
gen_statem:start_monitor/3 0 1 - -|gen_statem:start_monitor/4 1 2 0 -
gen_fsm:start/3 0 1 - -|gen_fsm:start/4 1 2 0 -|gen_fsm:start_link/3 0 1 - -|gen_fsm:start_link/4 1 2 0 -
supervisor:start_link/2 0 1 - -|supervisor:start_link/3 1 2 0 -
supervisor_bridge:start_link/2 0 1 - -|supervisor_bridge:start_link/3 1 2 0 -
gen_event:add_handler/3 1 2 - -|gen_event:add_sup_handler/3 1 2 - -|gen_event:start_link/1 - - 0 -
GenServer:start/2 0 1 - -|GenServer:start/3 0 1 - 2|GenServer:start_link/2 0 1 - -|GenServer:start_link/3 0 1 - 2
GenStateMachine:start_link/2 0 1 - -|GenStateMachine:start_link/3 0 1 - 2|GenStateMachine:start/3 0 1 - 2
GenStage:start_link/2 0 1 - -|GenStage:start_link/3 0 1 - 2|GenStage:start/3 0 1 - 2
Supervisor:start_link/3 0 1 - 2|DynamicSupervisor:start_link/2 0 1 - -|DynamicSupervisor:start_link/3 0 1 - 2
Horde.DynamicSupervisor:start_link/2 0 1 - -|Horde.DynamicSupervisor:start_link/3 0 1 - 2
Supervisor:start_link/2 - - - 1|DynamicSupervisor:start_link/1 - - - 0
Agent:start_link/2 - 0 - 1|Agent:start/2 - 0 - 1|Agent:start_link/1 - 0 - -|Agent:start_link/4 0 2 - 3
Broadway:start_link/2 0 - - 1
`

const shapes = new Map<string, StartShape>()
for (const entry of written.trim().split(/[|\n]/)) {
  const [name = '', ...columns] = entry.split(' ')
  const [module = null, argument = null, given = null, options = null] = columns.map((text) =>
    text === '-' ? null : Number(text),
  )
  shapes.set(name, { module, argument, name: given, options })
}

const isModuleForm = new Set(['Supervisor:start_link/2'])
const bare = new Set([...shapes.keys()].map((key) => key.slice(0, key.indexOf('/'))))
/** Behaviours of a project's own that keep gen_server's functions: `my_gen_server`, `gen_server2`. */
const like = /^(?:\w+_)?(gen_server|gen_statem|supervisor)\d?$/

/** Every `module:name` that starts a server. */
export const startNames: ReadonlySet<string> = bare

/** The arguments of a start function; null for any other call. */
export function startShape({ module, name, args }: Call): StartShape | null {
  if (module === null || !(name.startsWith('start') || name.startsWith('add_'))) return null
  const key = `${module}:${name}/${args.length}`
  const known = shapes.get(key)
  if (known) {
    // Supervisor.start_link(Mod, arg) beside Supervisor.start_link(children, options).
    const isModule = isModuleForm.has(key) && args[0]?.kind === 'atom'
    return isModule ? { module: 0, argument: 1, name: null, options: null } : known
  }
  const base = /^start/.test(name) ? like.exec(module)?.[1] : undefined
  return base ? (shapes.get(`${base}:${name}/${args.length}`) ?? null) : null
}

/** The callback modules that a start may start. */
export function startedModules(program: Program, call: Call, frame: Frame): readonly string[] {
  const at = startShape(call)?.module ?? null
  const module: Expr | undefined = at === null ? undefined : call.args[at]
  return module ? atomsOf(program, module, frame).names : []
}
