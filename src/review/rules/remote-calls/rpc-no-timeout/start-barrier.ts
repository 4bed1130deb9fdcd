import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Program } from '../../../source/program/program.ts'
import { confidence, postingThreshold } from '../../evidence.ts'
import type { Hit } from '../../rule.ts'
import type { Waiter } from '../waiters.ts'

/** A call without a limit, and who waits for it. */
export interface Wait {
  readonly hit: Hit
  readonly waiter: Waiter
}

/**
 * One start that goes through several nodes waits for each in turn: its calls are one finding, at the first, with the others as
 * its places; those in functions that it calls on its way as well. What would not be posted stays apart.
 */
export function startsTogether(program: Program, waits: readonly Wait[]): Hit[] {
  const barriers = new Map<string, Hit[]>()
  const steps: { readonly hit: Hit; readonly by: string }[] = []
  const alone: Hit[] = []
  for (const { hit, waiter } of waits) {
    if (waiter.kind !== 'start' || !isPosted(hit)) alone.push(hit)
    else if (hit.severity === 'critical') barriers.set(waiter.by, [...(barriers.get(waiter.by) ?? []), hit])
    else steps.push({ hit, by: waiter.by })
  }
  const onTheWay: { readonly hit: Hit; readonly by: string }[] = []
  for (const step of steps) {
    if (isReachedFrom(program, step.hit, barriers.get(step.by) ?? [])) onTheWay.push(step)
    else alone.push(step.hit)
  }
  return [
    ...alone,
    ...[...barriers].map(([by, hits]) =>
      joined(
        hits,
        onTheWay.filter((step) => step.by === by).map(({ hit }) => hit),
      ),
    ),
  ]
}

/** The function of the hit is called, in up to three steps, by one that a hit of the barrier stands in. */
function isReachedFrom(program: Program, { site }: Hit, barrier: readonly Hit[]): boolean {
  const definition = definitionAt(site.frame)
  if (!definition || barrier.length === 0) return false
  const within = new Set(barrier.map((hit) => hit.site.frame.fn))
  return callGraph(program)
    .callersOf(definition, 3)
    .some((caller) => caller.certain && !caller.remote && within.has(caller.site.frame.fn))
}

function isPosted({ reasons, site, severity = 'important' }: Hit): boolean {
  return (
    site.frame.file.inScope && confidence(reasons.map(({ name }) => name)).value >= postingThreshold[severity]
  )
}

/** Every place must be mended for the finding to be: one without a patch leaves all to the advice. */
function joined(barrier: readonly Hit[], steps: readonly Hit[]): Hit {
  const hits = [...barrier.toSorted(inOrder), ...steps]
  const [first, ...others] = hits as [Hit, ...Hit[]]
  const { mend: _, ...kept } = first
  const mends = hits.flatMap(({ mend }) => (mend ? [mend] : []))
  const risk = [...new Set(mends.flatMap((mend) => (mend.risk ? [mend.risk] : [])))].join(' ')
  return {
    ...kept,
    also: others.map(({ site }) => site),
    ...(mends.length === hits.length && hits.every(({ site }) => site.frame.file === first.site.frame.file)
      ? { mend: { rewrites: mends.flatMap(({ rewrites }) => rewrites), ...(risk ? { risk } : {}) } }
      : {}),
  }
}

function inOrder(a: Hit, b: Hit): number {
  const [one, two] = [a.site.frame.file.path, b.site.frame.file.path]
  if (one !== two) return one < two ? -1 : 1
  return a.site.expr.start - b.site.expr.start
}
