import type { Call } from '../../source/form.ts'
import { startShape } from '../../source/program/calls/starts.ts'

const children = new Set([
  'supervisor:start_child',
  'supervisor:restart_child',
  'Supervisor:start_child',
  'Supervisor:restart_child',
  'DynamicSupervisor:start_child',
  'Horde.DynamicSupervisor:start_child',
  'PartitionSupervisor:start_child',
])

/** Whether a call starts a server, by itself or under a supervisor. */
export function startsServer(call: Call): boolean {
  return children.has(`${call.module}:${call.name}`) || startShape(call) !== null
}
