import type { Expr } from '../../../source/form.ts'
import { keyOf } from '../../../source/key.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import type { Threshold } from '../threshold.ts'
import { quorumWords } from '../vocabulary.ts'

const sizes = new Set([
  'erlang:length',
  'erlang:map_size',
  'MapSet:size',
  'sets:size',
  'ordsets:size',
  'Enum:count',
])
const subtracting = new Set([
  'lists:subtract',
  'ordsets:subtract',
  'sets:subtract',
  'MapSet:difference',
  'erlang:--',
])
/** The same elements in another kind of collection. */
const retyping = new Set([
  'MapSet:new',
  'MapSet:to_list',
  'Enum:to_list',
  'Enum:uniq',
  'Enum:sort',
  'lists:sort',
  'lists:usort',
  'sets:from_list',
  'sets:to_list',
  'ordsets:from_list',
])

/** `size(Connected -- Voters)`, compared with half of `length(Voters)`: the difference, or null. */
export function countsOutsiders(program: Program, { counted, size }: Threshold): Site | null {
  const voters = lists(program, size).map(({ expr }) => keyOf(expr))
  if (voters.length === 0) return null
  for (const { expr, frame } of lists(program, counted)) {
    const [kept, taken] = operands(expr)
    if (!kept || !taken) continue
    const holds = (of: Expr) =>
      elements(program, { expr: of, frame }).some((one) => voters.includes(keyOf(one.expr)))
    if (holds(taken) && !holds(kept)) return { expr, frame }
  }
  return null
}

function operands(expr: Expr): readonly Expr[] {
  if (expr.kind === 'op' && expr.op === '--') return expr.args
  return expr.kind === 'call' && subtracting.has(`${expr.module}:${expr.name}`) ? expr.args : []
}

/** What a size is the size of. */
function lists(program: Program, size: Site): Site[] {
  return origins(program, size).flatMap(({ expr, frame }) => {
    const [of] = expr.kind === 'call' && sizes.has(`${expr.module}:${expr.name}`) ? expr.args : []
    return of ? elements(program, { expr: of, frame }) : []
  })
}

function elements(program: Program, site: Site, depth = 4): Site[] {
  if (depth === 0) return []
  return origins(program, site).flatMap((origin) => {
    const { expr, frame } = origin
    const [of] = expr.kind === 'call' && retyping.has(`${expr.module}:${expr.name}`) ? expr.args : []
    return of ? elements(program, { expr: of, frame }, depth - 1) : [origin]
  })
}

/**
 * A predicate that is called a majority and bears fewer losses than one: `lost < n div 2`. Only where the lost are
 * counted: `up > majority` may look for the edge.
 */
export function asksTooMany({ site, countsLost, needs }: Threshold): { nodes: number; needs: number } | null {
  const { fn } = site.frame
  if (!countsLost || !fn || !anyOf(new Set(split(fn.name)), quorumWords)) return null
  for (const nodes of [3, 5, 7]) if (needs(nodes) !== Math.floor(nodes / 2) + 2) return null
  return { nodes: 5, needs: needs(5) }
}
