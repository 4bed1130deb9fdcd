import type { Expr } from '../../../source/form.ts'
import { modulesNamed } from '../../../source/program/calls/modules.ts'
import { serverOf } from '../../../source/program/processes/servers.ts'
import { supervisors } from '../../../source/program/processes/supervision/supervisors.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { namesAtom, visit } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

export default defineRule({
  id: 'shutdown-without-drain',
  family: 'deploys',
  severity: 'minor',
  title: 'The process is killed before it can hand over',
  problem:
    'The child is stopped with `brutal_kill`, so the `terminate` that its module defines never runs at a shutdown.',
  failureScenario: [
    'A deploy stops the node; the supervisor kills the child.',
    'What `terminate` would have left, flushed or told the peers is not done.',
    'The peers wait for a time-out, or find what was left behind.',
  ],
  impact: 'Each deploy looks like a crash to the other nodes.',
  guardsLookedFor: ['a shutdown time', 'no terminate in the module'],
  fix: {
    summary: 'Give the child a shutdown time that its hand-over fits in, and trap exits in it.',
    elixir: 'Supervisor.child_spec({MyApp.Session, []}, shutdown: 10_000)',
    erlang: '#{id => session, start => {session, start_link, []}, shutdown => 10000}',
    residualRisk: 'A crash hands nothing over: the peers need their time-outs all the same.',
  },
  sources: [
    'OTP stdlib, supervisor: shutdown https://www.erlang.org/doc/apps/stdlib/supervisor.html',
    'Phoenix.Tracker, application shutdown https://hexdocs.pm/phoenix_pubsub/Phoenix.Tracker.html',
  ],
  holds: 'children that hand over at a shutdown are given the time for it',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { children } of supervisors(program)) {
      for (const { site, module, start } of children) {
        examined.push(site)
        const name = module ?? start?.module ?? null
        if (name === null || !kills(site.expr) || !handsOver(program, name)) continue
        hits.push({
          site,
          problem: `\`${name}\` defines \`terminate\`, and its supervisor stops it with \`brutal_kill\`: at a shutdown that never runs.`,
          reasons: [
            { name: 'shape', text: 'The child is killed, and its module has a `terminate`.', site },
            { name: 'configured', text: '`brutal_kill` is what the child specification says.', site },
            ...placeReasons(site.frame),
          ],
        })
      }
    }
    return { hits, examined }
  },
})

function kills(spec: Expr): boolean {
  return namesAtom(spec, 'brutal_kill')
}

/** A `terminate` that does more than return: it calls something that is no log. */
function handsOver(program: Program, name: string): boolean {
  return modulesNamed(program, name).some((place) => {
    const server = serverOf(program, place.module)
    if (!server) return false
    for (const fn of server.callbacks.keys()) {
      if (fn.name !== 'terminate') continue
      for (const { body } of fn.clauses) if (body.some(works)) return true
    }
    return false
  })
}

const quiet = new Set(['logger', 'Logger', 'io', 'IO', 'error_logger', 'lager'])

function works(expr: Expr): boolean {
  let found = false
  visit(expr, (inner) => {
    if (inner.kind === 'call' && !quiet.has(inner.module ?? '')) found = true
  })
  return found
}
