import { withArguments } from '../../../fixes/call-arguments.ts'
import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { timeLimit } from '../../../fixes/time-limit.ts'
import type { Program } from '../../../source/program/program.ts'
import type { RemoteCall } from '../remote-call.ts'
import { asksOnly } from './asks-only.ts'

/** Functions that take the limit as one more argument. Source: OTP kernel rpc, erpc; stdlib gen_server, gen_statem. */
const takesOneMore = new Set([
  'rpc:call/4',
  'rpc:block_call/4',
  'rpc:multicall/3',
  'rpc:multicall/4',
  'erpc:call/2',
  'erpc:call/4',
  'erpc:multicall/2',
  'erpc:multicall/4',
  'gen_server:multi_call/3',
  'gen_statem:call/2',
])

/** The call with a limit; undefined where its function takes none, where it is set elsewhere, and where the call changes something. */
export function limited(program: Program, call: RemoteCall, waitedFor: boolean): Mend | undefined {
  if (!asksOnly(program, call)) return undefined
  const { site, limit } = call
  const { expr, frame } = site
  const { file } = frame
  const chosen = timeLimit(frame, expr.start, waitedFor)
  const name = `${expr.module}:${expr.name}/${expr.args.length}`
  let rewrites: Rewrite[] | null = null
  if (limit) {
    const written = file.text.slice(limit.start, limit.end)
    if (limit.kind !== 'atom' || !/^:?infinity$/.test(written)) return undefined
    rewrites = [{ file, start: limit.start, end: limit.end, text: chosen.code }]
  } else if (takesOneMore.has(name)) rewrites = withArguments(site, { last: [chosen.code] })
  else if (name === 'gen_server:multi_call/2') {
    // With a limit the nodes must be named as well: by default they are these.
    const first = file.form.language === 'elixir' ? '[node() | Node.list()]' : '[node() | nodes()]'
    rewrites = withArguments(site, { first, last: [chosen.code] })
  }
  const after = afterwards[`${expr.module}:${expr.name}`] ?? ''
  return rewrites ? { rewrites, risk: `${chosen.risk} ${after}`.trim() } : undefined
}

/** What the call does when its time is over. Source: as above. */
const afterwards: Record<string, string> = {
  'rpc:call': 'When it is over `rpc:call` answers `{badrpc, timeout}`.',
  'rpc:block_call': 'When it is over `rpc:block_call` answers `{badrpc, timeout}`.',
  'rpc:multicall': 'A node that is late is among the bad nodes.',
  'erpc:call':
    'When it is over `erpc:call` raises `error:{erpc, timeout}`, as it raises `{erpc, noconnection}` today.',
  'erpc:multicall': 'A node that is late answers `{error, {erpc, timeout}}`.',
  'gen_server:multi_call': 'A node that is late is among the bad nodes.',
  'gen_server:call':
    'When it is over the call exits with `{timeout, _}`, as it exits with `{nodedown, _}` today.',
  'gen_statem:call':
    'When it is over the call exits with `{timeout, _}`, as it exits with `{nodedown, _}` today.',
}
