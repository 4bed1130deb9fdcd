import { withArguments } from '../../../fixes/call-arguments.ts'
import type { Mend } from '../../../fixes/rewrite.ts'
import type { Call } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'

/** Results that are dropped, so that `{:exit, :timeout}` among them meets nobody who does not know it. */
const dropping = new Set(['Stream:run', 'Enum:to_list', 'Enum:count'])

/**
 * The stream ends a task that is late instead of its caller. Only where nobody matches the results: whoever does needs
 * a clause for `{:exit, :timeout}` first.
 */
export function endedTasks(site: Site<Call>): Mend | undefined {
  const { expr, frame } = site
  if (expr.name === 'await_many' || frame.file.form.language !== 'elixir') return undefined
  const parent = ancestorsOf(site).at(-1)
  if (!parent || isClause(parent) || parent.kind !== 'call') return undefined
  if (!dropping.has(`${parent.module}:${parent.name}`)) return undefined
  const risk =
    'A node that is late is left out, and nothing says so: log `{:exit, :timeout}` where it matters.'
  const rewrites = withArguments(site, { last: ['on_timeout: :kill_task'], keywords: true })
  return rewrites ? { rewrites, risk } : undefined
}
