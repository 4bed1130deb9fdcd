import type { Frame } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'

/** The number of a module constant that is called a limit or maximum; null where there is none, or more than one. */
export function constantOf({ module }: Frame): number | null {
  const limits = (module?.constants ?? []).filter(
    ({ name, value }) =>
      value.kind === 'integer' && split(name).some((word) => word === 'limit' || word === 'max'),
  )
  const [only] = limits
  return limits.length === 1 && only?.value.kind === 'integer' ? only.value.value : null
}
