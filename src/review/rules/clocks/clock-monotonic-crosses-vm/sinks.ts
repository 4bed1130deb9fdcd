import type { Call } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { isOwnNode } from '../../visible-nodes.ts'
import type { Sink } from '../shared-writes.ts'

/** Calls that hand an argument to another node, by the positions of what is handed over. */
const sends: Record<string, readonly number[]> = {
  'rpc:call': [3],
  'rpc:cast': [3],
  'rpc:async_call': [3],
  'rpc:multicall': [2, 3],
  'erpc:call': [1, 3],
  'erpc:cast': [1, 3],
  'erpc:multicall': [1, 3],
  'erpc:multicast': [1, 3],
  'erpc:send_request': [1, 3],
  'gen_server:abcast': [1, 2],
  'gen_server:multi_call': [1, 2],
}
const addressed = new Set([
  'gen_server:call',
  'gen_server:cast',
  'gen_statem:call',
  'gen_statem:cast',
  'erlang:send',
])
const commands: Record<string, number> = {
  'ra:process_command': 1,
  'ra:pipeline_command': 1,
  'DeltaCrdt:put': 2,
  'DeltaCrdt:mutate': 2,
}

/** How an argument of a call leaves its VM; null where it stays, as far as the call says. */
export function sinkOf(program: Program, site: Site<Call>, argument: number): Sink | null {
  const name = `${site.expr.module}:${site.expr.name}`
  if (sends[name]?.includes(argument)) return { how: 'sent', words: `sent to another node by \`${name}\`` }
  if (commands[name] === argument)
    return { how: 'stored', words: `put into a replicated store by \`${name}\`` }
  if (addressed.has(name) && argument === 1 && isRemoteName(program, site))
    return { how: 'sent', words: `sent to a process of another node by \`${name}\`` }
  return null
}

/** `{Name, Node}` with a node that is not this one. */
function isRemoteName(program: Program, { expr, frame }: Site<Call>): boolean {
  const [target] = expr.args
  const node = target?.kind === 'tuple' && target.items.length === 2 ? target.items[1] : undefined
  return node !== undefined && !isOwnNode(program, { expr: node, frame }) && node.kind !== 'atom'
}
