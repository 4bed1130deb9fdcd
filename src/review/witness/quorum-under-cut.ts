import { type Comparison, passes } from './comparison.ts'
import { group, nodeNames } from './names.ts'
import { broken, none, type Result } from './result.ts'

/** `threshold` is asked for the size that the code computes it from: what a side sees, or what is configured. */
interface CountedUnderCut {
  readonly nodes: number
  readonly of: 'visible' | 'configured'
  readonly threshold: (size: number) => number
  readonly comparison: Comparison
}

/**
 * A cut in two after which both sides pass, each with the nodes that it still sees.
 * @param counted `nodes` configured (1 or more), and the comparison of the visible count with a threshold.
 * @returns the most even such cut; none where no cut in two lets both sides pass.
 */
export function quorumUnderCut(counted: CountedUnderCut): Result {
  const { nodes, of, threshold, comparison } = counted
  const names = nodeNames(nodes)
  const parameters = { nodes, of, comparison, thresholdOfAll: threshold(nodes) }
  const subject = { kind: 'quorum-under-cut' as const, parameters, lanes: [] }
  const needs = (size: number) => threshold(of === 'visible' ? size : nodes)
  const pass = (size: number) => passes(size, { threshold: needs(size), comparison })
  for (let right = Math.floor(nodes / 2); right >= 1; right--) {
    const left = nodes - right
    if (!pass(left) || !pass(right)) continue
    const [a, b] = [names.slice(0, left), names.slice(left)]
    const side = ({ length }: readonly string[]) => `${length} ${comparison} ${needs(length)} is true`
    return broken(
      { ...subject, parameters: { ...parameters, left, right }, lanes: [group(a), group(b)] },
      [
        {
          lane: group(a),
          text: `The network splits ${left} | ${right}; ${group(a)} sees itself only.`,
          after: `${side(a)}: it goes on as the majority.`,
        },
        {
          lane: group(b),
          text: `${group(b)} sees itself only.`,
          after: `${side(b)}: both sides go on as the majority.`,
        },
      ],
      `Every cut of ${nodes} nodes in two was tried, the most even one first.`,
    )
  }
  return none(subject, `Of every cut of ${nodes} nodes in two, at most one side passes.`)
}
