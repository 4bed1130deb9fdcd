import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { appended, replaced } from '../../../fixes/spelled.ts'
import type { Site } from '../../../source/program/program.ts'
import { ancestorsOf } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'
import type { Results } from '../multi-answers.ts'

/**
 * The list of nodes without those that failed, which `rpc:multicall` names beside the results. Undefined for other
 * calls, for a list that is piped in, and where the two are taken in different clauses.
 */
export function withoutFailed(zip: Site, { call, bad }: Results, other: Site): Mend | undefined {
  const { frame } = call
  if (call.expr.module !== 'rpc' || bad?.kind !== 'var' || other.frame.clause !== zip.frame.clause)
    return undefined
  if (frame.clause !== zip.frame.clause || other.expr.start < zip.expr.start) return undefined
  // Bound in the same body, or above it: else the name is not known where the lists are paired.
  const body = ancestorsOf({ expr: bad, frame }).findLast((above) => isClause(above))
  if (body && !ancestorsOf(zip).includes(body)) return undefined
  const { text, form } = frame.file
  const [start, end] = [frame.clause.start, frame.clause.end]
  const usual = form.language === 'elixir' ? 'bad_nodes' : 'BadNodes'
  const name = bad.name === '_' ? usual : bad.name.replace(/^_+/, '')
  if (!(form.language === 'elixir' ? /^[a-z]/ : /^[A-Z]/).test(name)) return undefined
  const renamed: Rewrite[] = name === bad.name ? [] : [replaced({ expr: bad, frame }, name)]
  if (renamed.length > 0 && new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text.slice(start, end)))
    return undefined
  return {
    rewrites: [...renamed, appended(other, ` -- ${name}`)],
    risk: 'That the results stand in the order of the nodes is how `rpc:multicall` is made, and not promised: `erpc:multicall` promises it. Nodes that failed are left out.',
  }
}
