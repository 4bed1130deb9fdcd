import { withArguments } from '../../../fixes/call-arguments.ts'
import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Call } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'

/** The functions that make no new atom, by those that do; they take the same arguments. Source: OTP erlang, Elixir String and List. */
const existing: Record<string, readonly [from: string, to: string]> = {
  'String:to_atom': ['to_atom', 'to_existing_atom'],
  'List:to_atom': ['to_atom', 'to_existing_atom'],
  'erlang:binary_to_atom': ['binary_to_atom', 'binary_to_existing_atom'],
  'erlang:list_to_atom': ['list_to_atom', 'list_to_existing_atom'],
}

/** The same call, which makes no new atoms: it raises `badarg` for a name or a term that has some. */
export function guarded(site: Site<Call>): Mend | undefined {
  const { expr, frame } = site
  const name = `${expr.module}:${expr.name}`
  if (name === 'erlang:binary_to_term') {
    if (expr.args.length !== 1) return undefined
    const option = frame.file.form.language === 'elixir' ? '[:safe]' : '[safe]'
    const rewrites = withArguments(site, { last: [option] })
    return rewrites
      ? {
          rewrites,
          risk: 'With `safe` the call raises `badarg` for terms with atoms, or references to functions, that this node does not have: see that the module which sends them is loaded, and that the caller may fail.',
        }
      : undefined
  }
  const pair = existing[name]
  if (!pair) return undefined
  const written = codeAt(site)
  const open = written.indexOf('(')
  const callee = open < 0 ? '' : written.slice(0, open)
  if (!callee.endsWith(pair[0])) return undefined
  const start = expr.start + callee.length - pair[0].length
  return {
    rewrites: [{ ...replaced(site, pair[1]), start, end: expr.start + callee.length }],
    risk: 'For a name that is no atom yet the call raises `badarg`: see that the module which owns these names is loaded, and that the caller may fail.',
  }
}
