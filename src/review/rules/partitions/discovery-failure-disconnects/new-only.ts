import type { Call } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'

const retyping = new Set(['MapSet:to_list', 'Enum:to_list', 'MapSet:new', 'Enum:sort', 'Enum:uniq'])

/** Where the nodes that are connected are those on the list less those that the strategy remembers in its state: what it remembers. */
export function connectsNewOnly(program: Program, { expr, frame }: Site<Call>): Site | null {
  const nodes = expr.args[3]
  return nodes ? remembered(program, { expr: nodes, frame }, 4) : null
}

function remembered(program: Program, site: Site, depth: number): Site | null {
  if (depth === 0) return null
  for (const { expr, frame } of origins(program, site)) {
    if (expr.kind !== 'call' && expr.kind !== 'op') continue
    const [first, second] = expr.args
    const name = expr.kind === 'op' ? expr.op : `${expr.module}:${expr.name}`
    if (first && retyping.has(name)) {
      const inner = remembered(program, { expr: first, frame }, depth - 1)
      if (inner) return inner
    }
    if (!second || !(name === '--' || name === 'MapSet:difference')) continue
    const known = { expr: second, frame }
    // What is connected now is asked, or written down when a node goes: who is lost is connected again.
    if (!sourceOf(program, known, 'visible-nodes') && inState(program, known)) return known
  }
  return null
}

function inState(program: Program, site: Site): boolean {
  return origins(program, site).some(({ expr }) => expr.kind === 'field')
}
