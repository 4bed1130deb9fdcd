import type { Call, Clause, Expr } from '../../../source/form.ts'
import { messageClauses } from '../../../source/program/processes/messages/clauses.ts'
import { roleOf } from '../../../source/program/processes/role.ts'
import { type ServerModule, serverModules, serverOf } from '../../../source/program/processes/servers.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { visit, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

export default defineRule({
  id: 'late-reply-unhandled',
  family: 'remote-calls',
  severity: 'minor',
  title: 'An answer that comes late is taken for something else',
  problem:
    'A server waits for an answer with a limit and goes on without it. The answer still comes, as a message that nobody expects any more.',
  failureScenario: [
    'The server gives up its wait after the limit.',
    'The answer comes a moment later, into the mailbox of the server.',
    'It meets a clause that does not know it, or is taken for the answer to the next request.',
  ],
  impact: 'A crash in `handle_info`, an answer to the wrong question, or a mailbox that grows.',
  guardsLookedFor: [
    '`Task.shutdown` or `Task.ignore` after the wait',
    'a reference of this request in the pattern',
    'a clause of `handle_info` that takes any message',
    'a process that ends with its wait',
  ],
  fix: {
    summary:
      'End the task, or put a reference of the request into the pattern and drop late answers by an alias.',
    elixir:
      'case Task.yield(task, 1_000) || Task.shutdown(task, :brutal_kill) do\n  {:ok, answer} -> {:ok, answer}\n  nil -> {:error, :timeout}\nend',
    erlang:
      "Ref = erlang:monitor(process, Peer, [{alias, reply_demonitor}]),\nPeer ! {ask, Ref, Question},\nreceive\n    {answer, Ref, Answer} -> {ok, Answer};\n    {'DOWN', Ref, process, _, Reason} -> {error, Reason}\nafter 1000 ->\n    erlang:demonitor(Ref, [flush]),\n    {error, timeout}\nend",
    residualRisk: null,
  },
  sources: [
    'EEP 53, process aliases https://www.erlang.org/eeps/eep-0053',
    'Elixir, Task.yield/2 https://hexdocs.pm/elixir/Task.html#yield/2',
  ],
  holds: 'waits with a limit leave no late answers',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of program.callsOf('Task', 'yield')) {
      if (!inServer(program, site)) continue
      examined.push(site)
      if (!isEnded(site))
        hits.push(judge(program, site, 'The task goes on after the wait, and sends its answer.'))
    }
    for (const server of serverModules(program)) {
      for (const site of receives(server)) {
        if (!inServer(program, site)) continue
        examined.push(site)
        if (!tellsApart(site))
          hits.push(judge(program, site, 'The pattern of the answer holds nothing of this request.'))
      }
    }
    return { hits, examined }
  },
})

const longLived = new Set(['gen_server', 'gen_statem', 'gen_stage', 'live_view', 'channel'])

/** Runs in a server's own process, which lives on after the wait. */
function inServer(program: Program, { expr, frame }: Site): boolean {
  const server = serverOf(program, frame.module)
  if (!server || !longLived.has(server.kind)) return false
  const role = roleOf(program, frame, expr)
  return role.kind === 'callback' && !/^(terminate|init)\//.test(role.callback)
}

function judge(program: Program, site: Site, text: string): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text },
    { name: 'by-contract', text: 'A wait that is given up does not take the message back.' },
  ]
  const crashes = hasNoCatchAll(program, site.frame)
  if (crashes)
    reasons.push({ name: 'server-callback', text: 'No clause of `handle_info` takes it: the server ends.' })
  reasons.push(...placeReasons(site.frame))
  return { site, reasons, ...(crashes ? { severity: 'important' as const } : {}) }
}

/** The module has clauses for plain messages, and none that takes any. */
function hasNoCatchAll(program: Program, { module }: Frame): boolean {
  if (!module) return false
  const info = (messageClauses(program).get(module) ?? []).filter(
    ({ frame }) => frame.fn?.name === 'handle_info' && frame.fn.arity === 2,
  )
  return info.length > 0 && !info.some(({ pattern }) => pattern.kind === 'var')
}

const ending = new Set(['shutdown', 'ignore', 'await', 'yield'])

/** `Task.yield(…) || Task.shutdown(…)`, or such a call later in the clause. */
function isEnded({ expr, frame }: Site<Call>): boolean {
  const [, limit] = expr.args
  if (limit?.kind === 'atom' && limit.name === 'infinity') return true
  let ended = false
  visitClause(frame.clause, (inner) => {
    if (inner.kind === 'call' && inner !== expr && inner.start >= expr.start && inner.module === 'Task')
      ended ||= ending.has(inner.name)
  })
  return ended
}

/** Receives with a limit above zero in the server's functions. */
function receives({ file, module }: ServerModule): Site[] {
  const found: Site[] = []
  for (const fn of module.functions) {
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      visitClause(clause, (expr) => {
        if (expr.kind !== 'receive' || !expr.timeout || expr.clauses.length === 0) return
        if (expr.timeout.kind === 'integer' && expr.timeout.value === 0) return
        if (expr.timeout.kind === 'atom') return
        found.push({ expr, frame })
      })
    }
  }
  return found
}

/** Every pattern holds a value that is known before the wait: a reference, a pid, a pinned variable. */
function tellsApart({ expr, frame }: Site): boolean {
  if (expr.kind !== 'receive') return true
  return expr.clauses.every(({ patterns: [pattern] }: Clause) => !pattern || holdsKnown(pattern, expr, frame))
}

function holdsKnown(pattern: Expr, receive: Expr, { file, clause }: Frame): boolean {
  // A bare atom or a whole variable is no answer to a question.
  if (pattern.kind !== 'tuple') return true
  const names = new Set<string>()
  let pinned = false
  visit(pattern, (expr) => {
    if (expr.kind === 'var') {
      names.add(expr.name)
      if (file.text[expr.start - 1] === '^') pinned = true
    }
  })
  if (pinned || file.form.language === 'elixir') return pinned || isSystem(pattern)
  if (isSystem(pattern)) return true
  let known = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'var' && expr.start < receive.start && names.has(expr.name) && expr.name !== '_')
      known = true
  })
  return known
}

/** Messages that the runtime sends, told apart in their own way. */
function isSystem(pattern: Expr): boolean {
  const head = pattern.kind === 'tuple' ? pattern.items[0] : null
  return head?.kind === 'atom' && /^(DOWN|EXIT|nodeup|nodedown|tcp|ssl|udp|http|system)/.test(head.name)
}
