import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import type { Lock } from './lock.ts'

/** The lock with `self()` as its requester; the resource of `{kind, Name}` becomes the pair of both. */
export function askedBySelf(program: Program, lock: Lock, isName: boolean): Mend | undefined {
  const { requester, id, site } = lock
  if (!requester) return undefined
  // An attribute of Elixir is computed when the module is compiled: by another process.
  if (requester.frame.fn === null && requester.frame.file.form.language === 'elixir') return undefined
  const [tuple, another] = origins(program, { expr: id, frame: site.frame })
  if (!tuple || another || tuple.expr.kind !== 'tuple') return undefined
  if (!freesTheSame(program, lock, 0, tuple.expr)) return undefined
  const rewrite = isName ? replaced(tuple, `{${codeAt(tuple)}, self()}`) : replaced(requester, 'self()')
  return {
    rewrites: [rewrite],
    risk: 'The process that frees the lock must be the one that took it.',
  }
}

/** The own node among those that are asked. */
export function askedHere(program: Program, lock: Lock): Mend | undefined {
  const { others } = lock
  if (!others || !/^(?:Node\.list|(?:erlang:)?nodes)\(\)$/.test(codeAt(others))) return undefined
  if (!freesTheSame(program, lock, 1, others.expr)) return undefined
  return { rewrites: [replaced(others, `[node() | ${codeAt(others)}]`)] }
}

/** What takes a lock by `set_lock` is freed by `del_lock` with the same value; `trans` frees its own. */
function freesTheSame(program: Program, { site }: Lock, nth: 0 | 1, value: Site['expr']): boolean {
  if (site.expr.name === 'trans') return true
  const frees = program
    .callsOf('global', 'del_lock')
    .filter(({ frame }) => frame.module === site.frame.module)
  return (
    frees.length > 0 &&
    frees.every(({ expr, frame }) => {
      const given = expr.args[nth]
      const from = given ? origins(program, { expr: given, frame }) : []
      return from.length === 1 && from[0]?.expr === value
    })
  )
}
