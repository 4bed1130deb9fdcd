import type { Call, Expr } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { split } from '../../../source/program/words.ts'
import { children } from '../../../source/walk.ts'
import { visibleNodes } from '../../visible-nodes.ts'

/** A lock or a vote that is asked of the nodes that are seen. */
export interface Asked {
  readonly site: Site<Call>
  /** Where those nodes are listed; several where several callers hand them in. */
  readonly sources: readonly Site[]
  /** What the other nodes are asked to run, or for. */
  readonly what: string
}

/** Where the nodes and the question stand; `nodes` null: all that are visible. */
const questions: readonly (readonly [
  module: string,
  name: string,
  arity: number,
  nodes: number | null,
  what: number,
])[] = [
  ['rpc', 'multicall', 3, null, 1],
  ['rpc', 'multicall', 4, 0, 2],
  ['rpc', 'multicall', 5, 0, 2],
  ['erpc', 'multicall', 4, 0, 2],
  ['erpc', 'multicall', 5, 0, 2],
  ['gen_server', 'multi_call', 2, null, 1],
  ['gen_server', 'multi_call', 3, 0, 2],
  ['gen_server', 'multi_call', 4, 0, 2],
]

const granting =
  /(?:^|_)(?:vote|request_vote|acquire|acquire_lock|try_lock|set_lock|take_lock|grant|acquire_lease|elect)(?:$|_)/

export function askedOfVisible(program: Program): readonly Asked[] {
  const found: Asked[] = []
  for (const [module, name, arity, nodes, at] of questions) {
    for (const site of program.callsOf(module, name)) {
      const { args } = site.expr
      const what = args[at]
      if (args.length !== arity || !what) continue
      const asked = nameOf(what)
      if (asked === null || !granting.test(asked)) continue
      const list = nodes === null ? null : args[nodes]
      const sources = list ? seenIn(program, { expr: list, frame: site.frame }) : nodes === null ? [site] : []
      if (sources.length > 0) found.push({ site, sources, what: asked })
    }
  }
  return found
}

/** `acquire_lock`, or the tag of a message `{vote, …}`. */
function nameOf(expr: Expr): string | null {
  if (expr.kind === 'atom') return expr.name
  return expr.kind === 'tuple' && expr.items[0]?.kind === 'atom' ? expr.items[0].name : null
}

/** Each way by which the visible nodes come in, as far as callers hand them in. */
function seenIn(program: Program, list: Site): Site[] {
  const found: Site[] = []
  for (const origin of origins(program, list)) {
    const source =
      visibleNodes(program, origin)?.source ??
      sourceOf(program, origin, 'visible-nodes') ??
      liveMembers(program, origin, 4)
    if (source) found.push(source)
  }
  return found
}

const live: ReadonlySet<string> = new Set(['up', 'running', 'alive', 'online', 'reachable', 'connected'])
const memberWords: ReadonlySet<string> = new Set([
  'node',
  'nodelist',
  'member',
  'membership',
  'ring',
  'peer',
  'replica',
])

/** `membership:nodelist(up)`: a library that is asked for those that are up, here or in what is made of its answer. */
function liveMembers(program: Program, { expr, frame }: Site, depth: number): Site | null {
  if (depth === 0) return null
  if (expr.kind === 'call') {
    const [only, more] = expr.args
    const about = [...split(expr.name), ...split(expr.module ?? '')].some((word) => memberWords.has(word))
    if (about && !more && only?.kind === 'atom' && live.has(only.name)) return { expr, frame }
  }
  for (const part of children(expr)) {
    for (const origin of origins(program, { expr: part, frame })) {
      const found = origin.expr === expr ? null : liveMembers(program, origin, depth - 1)
      if (found) return found
    }
  }
  return null
}
