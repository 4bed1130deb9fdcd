import type { ModuleForm } from '../../form.ts'
import { facet } from '../facet.ts'
import type { Program } from '../program.ts'
import type { RegisteredName } from './registered-name.ts'
import { type Registration, registrations, type Start, starts } from './registrations.ts'
import type { ServerKind } from './server-kinds.ts'
import { type ServerModule, serverModules } from './servers.ts'
import { type State, stateOf } from './state.ts'
import { type Multiplicity, multiplicityOf } from './supervision/supervision.ts'
import { type Timer, timers } from './timers.ts'

/** What is known of the processes that run one server module. */
export interface Process extends ServerModule {
  readonly starts: readonly Start[]
  readonly names: readonly RegisteredName[]
  /** Registrations by call within the module, of itself or of others. */
  readonly registrations: readonly Registration[]
  readonly multiplicity: Multiplicity
  readonly timers: readonly Timer[]
  /** Computed when it is first read. */
  readonly state: State
}

/** One process for each connection or job, whoever starts it. */
const perConnection: ReadonlySet<ServerKind> = new Set(['live_view', 'channel', 'oban_worker'])

/** A facet of the program: its processes, by server module. */
export const processes = facet((program): readonly Process[] => {
  const byModule = groupBy(starts(program), ({ module }) => module)
  const byFrame = groupBy(registrations(program), ({ site }) => site.frame.module?.name ?? '')
  const found: Process[] = []
  for (const server of serverModules(program)) found.push(describe(program, server, byModule, byFrame))
  return found
})

const byForm = facet((program) => new Map(processes(program).map((process) => [process.module, process])))

/** The process model of one module; null where it is no server. */
export function processOf(program: Program, module: ModuleForm | null): Process | null {
  return module ? (byForm(program).get(module) ?? null) : null
}

function describe(
  program: Program,
  server: ServerModule,
  byModule: ReadonlyMap<string, readonly Start[]>,
  byFrame: ReadonlyMap<string, readonly Registration[]>,
): Process {
  const { name } = server.module
  const started = byModule.get(name) ?? []
  const registered = byFrame.get(name) ?? []
  const names: RegisteredName[] = []
  for (const start of started) if (start.name) names.push(start.name)
  for (const registration of registered) names.push(registration.name)
  let state: State | null = null
  let multiplicity: Multiplicity | null = null
  return {
    ...server,
    starts: started,
    names,
    registrations: registered,
    timers: timers(program).get(server.module) ?? [],
    get multiplicity() {
      multiplicity ??= perConnection.has(server.kind)
        ? 'per-key'
        : multiplicityOf(program, name, started.length > 0)
      return multiplicity
    },
    get state() {
      state ??= stateOf(server)
      return state
    },
  }
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const name = key(one)
    const known = groups.get(name)
    if (known) known.push(one)
    else groups.set(name, [one])
  }
  return groups
}
