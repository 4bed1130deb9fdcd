import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Expr } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'

/**
 * The answer with its parts where ra reads them: `{State, Reply}` or `{State, Reply, Effects}`; a reply that was not
 * given is `ok`. `states` are the names of the state as it came in.
 */
export function inPlace(site: Site, states: ReadonlySet<string>): Mend | undefined {
  const { expr, frame } = site
  const ok = frame.file.form.language === 'elixir' ? ':ok' : 'ok'
  const code = (part: Expr) => codeAt({ expr: part, frame })
  const answer = (state: string, reply: string): Mend => ({
    rewrites: [replaced(site, `{${state}, ${reply}}`)],
    risk: 'Entries that are in the log were applied in the old way: members that replay them come to another state than those that did not restart, unless the machine has a new version.',
  })
  if (expr.kind === 'var') return answer(code(expr), ok)
  if (expr.kind !== 'tuple') return undefined
  const [first, second, third, ...more] = expr.items
  if (!first || !second || more.length > 0) return undefined
  if (first.kind === 'atom') {
    if (first.name === 'reply' && third) return answer(code(third), code(second))
    if (['noreply', 'ok'].includes(first.name) && !third) return answer(code(second), ok)
    return undefined
  }
  const swapped = first.kind === 'var' && states.has(first.name) && second.kind !== 'atom'
  if (swapped)
    return third && third.kind !== 'atom' ? undefined : answer(code(second), third ? code(third) : ok)
  return third?.kind === 'atom' ? answer(code(first), code(second)) : undefined
}
