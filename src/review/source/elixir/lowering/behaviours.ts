/** Elixir's names of Erlang's behaviours; modules that Erlang has no name for, and whose `use` makes a process, keep theirs. */
const behaviours: ReadonlyMap<string, string> = new Map([
  ['GenServer', 'gen_server'],
  ['Supervisor', 'supervisor'],
  ['DynamicSupervisor', 'supervisor'],
  ['Application', 'application'],
  ['GenEvent', 'gen_event'],
  ['GenStateMachine', 'gen_statem'],
  ['Agent', 'Agent'],
  ['Task', 'Task'],
  ['GenStage', 'GenStage'],
])

/** The behaviour that `use module` declares, or undefined. An Erlang module that is used is a behaviour. */
export function usedBehaviour(module: string): string | undefined {
  return behaviours.get(module) ?? (/^[a-z]/.test(module) ? module : undefined)
}

/** The name of the behaviour that `@behaviour module` declares. */
export function declaredBehaviour(module: string): string {
  return behaviours.get(module) ?? module
}
