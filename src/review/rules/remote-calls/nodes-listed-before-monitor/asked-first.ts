import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Expr } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'

/** The statement that asks for changes before the one that lists, where one follows the other. */
export function askedFirst(listed: Site, asked: Site): Mend | undefined {
  const parent = [...ancestorsOf(asked)].reverse().find((above) => isClause(above) || above.kind === 'block')
  if (!parent || !('body' in parent)) return undefined
  const body = parent.body as readonly Expr[]
  const holds = (site: Site) =>
    body.findIndex(({ start, end }) => start <= site.expr.start && site.expr.end <= end)
  const [at, next] = [holds(listed), holds(asked)]
  const [list, ask] = [body[at], body[next]]
  if (at < 0 || next !== at + 1 || !list || !ask || next === body.length - 1) return undefined
  const { frame } = listed
  // A comment between belongs to one of the two, and which cannot be told.
  if (!/^[\s,]*$/.test(frame.file.text.slice(list.end, ask.start))) return undefined
  return {
    rewrites: [
      replaced({ expr: list, frame }, codeAt({ expr: ask, frame })),
      replaced({ expr: ask, frame }, codeAt({ expr: list, frame })),
    ],
    risk: 'A node that comes between is now listed and told of: what is added twice must count once.',
  }
}
