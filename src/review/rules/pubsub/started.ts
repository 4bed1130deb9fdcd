import type { Expr } from '../../source/form.ts'
import { childrenOf } from '../../source/program/deployment/topology/children.ts'
import { facet } from '../../source/program/facet.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { keyword } from '../../source/program/stores/literals.ts'

export interface PubSub {
  readonly site: Site
  readonly options: Expr
}

/** Every `{Phoenix.PubSub, options}` that a supervisor of the service is given. */
export const pubSubs = facet((program: Program): readonly PubSub[] => {
  const found: PubSub[] = []
  for (const { expr, frame } of childrenOf(program, 'Phoenix.PubSub')) {
    const options = expr.items[1]
    if (options && frame.file.pathClass === 'service') found.push({ site: { expr, frame }, options })
  }
  return found
})

/** An option as it is written; null where it is not, or where the options are computed. */
export function optionOf({ options, site }: PubSub, name: string): Site | null {
  const value = keyword(options, name)
  return value ? { expr: value, frame: site.frame } : null
}
