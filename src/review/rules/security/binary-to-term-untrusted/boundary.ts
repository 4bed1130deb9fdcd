import type { Clause, Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { children, visit } from '../../../source/walk.ts'

/** Where bytes that somebody else made enter the program. */
export interface Boundary {
  readonly site: Site
  /** "a socket", "a request" */
  readonly from: string
  /** A store that the program's own nodes write as a rule. */
  readonly own: boolean
}

const calls: readonly (readonly [pattern: RegExp, from: string, own?: true])[] = [
  [/^(gen_tcp|ssl|gen_udp|gen_sctp|socket|ranch_\w+):recv(from)?$/, 'a socket'],
  [/^Plug\.Conn:(read_body|get_req_header|read_part_body|fetch_cookies|fetch_query_params)$/, 'a request'],
  [
    /^cowboy_req:(read_body|read_urlencoded_body|parse_cookies|parse_qs|qs|header|headers|match_qs|match_cookies|binding)$/,
    'a request',
  ],
  [/^wrq:(req_body|get_qs_value|get_req_header|get_cookie_value|path_info)$/, 'a request'],
  [/^elli_request:(body|get_arg|get_header|post_arg)$/, 'a request'],
  [/^(Redix|eredis):(command!?|q|pipeline!?)$/, 'Redis', true],
]
const requestFields = new Set([
  'params',
  'body_params',
  'query_params',
  'path_params',
  'req_headers',
  'req_cookies',
  'cookies',
])

interface Search {
  readonly program: Program
  readonly seen: Set<Expr>
  left: number
}

/** The boundary over which a value came; null where none is in reach, through helpers and one level of callers. */
export function boundaryOf(program: Program, site: Site): Boundary | null {
  return find({ program, seen: new Set(), left: 120 }, site, 8)
}

function find(search: Search, site: Site, depth: number): Boundary | null {
  if (depth === 0 || search.left-- <= 0 || search.seen.has(site.expr)) return null
  search.seen.add(site.expr)
  for (const origin of origins(search.program, site)) {
    const found = ofOrigin(search, origin, depth - 1)
    if (found) return found
  }
  return null
}

function ofOrigin(search: Search, origin: Site, depth: number): Boundary | null {
  const { expr, frame } = origin
  if (expr.kind === 'call') {
    const name = `${expr.module}:${expr.name}`
    for (const [pattern, from, own] of calls)
      if (pattern.test(name)) return { site: origin, from, own: own ?? false }
    // What a check, a length or a look-up by the value gives is not the value.
    if (/^(ets|mnesia|dets|erlang:(is_|length|byte_size))|[?]$/.test(name)) return null
    if (
      expr.module !== null &&
      search.program.definitions(expr.module, expr.name, expr.args.length).length > 0
    )
      return null
  } else if (expr.kind === 'field' && requestFields.has(expr.name) && isConn(expr.of)) {
    return { site: origin, from: 'a request', own: false }
  } else if (expr.kind === 'var') {
    return ofVariable(search, origin, expr.name, depth)
  } else if (!['field', 'binary', 'op', 'text'].includes(expr.kind)) return null
  for (const part of children(expr)) {
    const found = find(search, { expr: part, frame }, depth)
    if (found) return found
  }
  return null
}

function isConn(expr: Expr): boolean {
  return expr.kind === 'var' && /^_?(conn|req|plug)\d?$/i.test(expr.name)
}

function ofVariable(search: Search, site: Site, name: string, depth: number): Boundary | null {
  const { expr, frame } = site
  const binding = patternBinding(frame.clause, name, expr.start)
  if (!binding) return null
  if (binding.kind === 'part' && binding.source) return find(search, { expr: binding.source, frame }, depth)
  const index = parameterOf(frame.clause, name)
  if (index < 0)
    return binding.kind === 'part' && isFromSocket(binding.pattern)
      ? { site, from: 'a socket', own: false }
      : null
  return given(site, frame, index) ?? ofCallers(search, frame, index, depth)
}

function parameterOf(clause: Clause, name: string): number {
  return clause.patterns.findIndex((pattern) => mentions(pattern, name))
}

function mentions(pattern: Expr, name: string): boolean {
  let found = false
  visit(pattern, (inner) => {
    if (inner.kind === 'var' && inner.name === name) found = true
  })
  return found
}

/** What a library hands to a callback: packets, events of a channel, parameters of a request. */
function given(site: Site, { clause, fn, module }: Frame, index: number): Boundary | null {
  const pattern = clause.patterns[index]
  if (!fn || !pattern) return null
  if (fn.name === 'handle_info' && index === 0 && isFromSocket(pattern))
    return { site, from: 'a socket', own: false }
  const uses = (end: RegExp) => module?.uses.some((use) => end.test(use.module)) ?? false
  const web = (word: string) =>
    module?.uses.some(
      ({ module: used, options }) => /Web$/.test(used) && options?.kind === 'atom' && options.name === word,
    ) ?? false
  if (fn.name === 'handle_in' && fn.arity === 3 && index < 2 && (uses(/Phoenix\.Channel$/) || web('channel')))
    return { site, from: 'a channel', own: false }
  if (fn.arity === 2 && index === 1 && (web('controller') || uses(/Phoenix\.Controller$/)))
    return { site, from: 'a request', own: false }
  if (
    fn.name === 'handle_event' &&
    fn.arity === 3 &&
    index === 1 &&
    (web('live_view') || web('live_component') || uses(/Phoenix\.Live(View|Component)$/))
  )
    return { site, from: 'a client’s event', own: false }
  return null
}

/** `{tcp, Socket, Data}` and its like; the tag may be a variable where the second is named a socket. */
function isFromSocket(pattern: Expr): boolean {
  let found = false
  visit(pattern, (inner) => {
    if (inner.kind !== 'tuple' || inner.items.length < 3) return
    const [tag, socket] = inner.items
    if (tag?.kind === 'atom' && ['tcp', 'ssl', 'udp', 'sctp'].includes(tag.name)) found = true
    if (tag?.kind === 'var' && socket?.kind === 'var' && /^_?sock(et)?$/i.test(socket.name)) found = true
  })
  return found
}

function ofCallers(
  search: Search,
  { fn, module, caller }: Frame,
  index: number,
  depth: number,
): Boundary | null {
  if (!fn || !module) return null
  const callers = caller ? [caller] : search.program.callersOf(module.name, fn)
  if (callers.length > 4) return null
  for (const { expr, frame } of callers) {
    const argument = expr.args[index]
    const found = argument && find(search, { expr: argument, frame }, depth)
    if (found) return found
  }
  return null
}
