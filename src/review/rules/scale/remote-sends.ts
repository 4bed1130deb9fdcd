import type { Call } from '../../source/form.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { isOwnNode } from '../visible-nodes.ts'

/** Calls that hand arguments or a message to other nodes, by the positions of what travels. */
const sends: Readonly<Record<string, readonly number[]>> = {
  'rpc:call': [3],
  'rpc:cast': [3],
  'rpc:multicall': [2, 3],
  'erpc:call': [1, 3],
  'erpc:cast': [1, 3],
  'erpc:multicall': [1, 3],
  'gen_server:abcast': [1, 2],
  'gen_server:multi_call': [1, 2],
  'Phoenix.PubSub:broadcast': [2],
  'Phoenix.PubSub:broadcast!': [2],
}
const addressed = new Set([
  'gen_server:call',
  'gen_server:cast',
  'gen_statem:call',
  'gen_statem:cast',
  'erlang:send',
])

/** Whether an argument of a call goes to another node, by the call's own words. */
export function travels(program: Program, { expr, frame }: Site<Call>, argument: number): boolean {
  const name = `${expr.module}:${expr.name}`
  if (sends[name]?.includes(argument)) return true
  if (!addressed.has(name) || argument !== 1) return false
  const [target] = expr.args
  const node = target?.kind === 'tuple' && target.items.length === 2 ? target.items[1] : undefined
  return node !== undefined && node.kind !== 'atom' && !isOwnNode(program, { expr: node, frame })
}
