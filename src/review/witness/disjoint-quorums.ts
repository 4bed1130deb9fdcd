import { smallestPassing, type Threshold } from './comparison.ts'
import { group, nodeNames } from './names.ts'
import { broken, none, type Result } from './result.ts'

/**
 * Two groups that share nobody and both pass the code's comparison (Gifford 1979: any two quorums must meet).
 * @param counted `nodes`: configured voters, 1 or more; `threshold`: the number that a count of votes is compared with
 * by `comparison`, as it is computed for `nodes`.
 * @returns the smallest two groups; none where any two passing groups meet, where no group passes, and where
 * nobody at all passes already (then the number is no quorum).
 */
export function disjointQuorums(counted: { readonly nodes: number } & Threshold): Result {
  const { nodes, threshold, comparison } = counted
  const names = nodeNames(nodes)
  const subject = {
    kind: 'disjoint-quorums' as const,
    parameters: { nodes, threshold, comparison },
    lanes: [],
  }
  const size = smallestPassing(nodes, counted)
  if (size === null) return none(subject, `No group of at most ${nodes} passes.`)
  if (size === 0) return none(subject, 'It passes with nobody: the number is no quorum.')
  if (2 * size > nodes) return none(subject, `Two groups of ${size} of ${nodes} share at least one node.`)
  const [left, right] = [names.slice(0, size), names.slice(size, 2 * size)]
  const asked = `${size} ${comparison} ${threshold}`
  return broken(
    { ...subject, lanes: [group(left), group(right)] },
    [
      {
        lane: group(left),
        text: `${group(left)} cannot reach the others and counts ${size} of ${nodes}.`,
        after: `${asked} is true: ${group(left)} decides.`,
      },
      {
        lane: group(right),
        text: `${group(right)} cannot reach ${group(left)} and counts ${size} of ${nodes}.`,
        after: `${asked} is true again: both decide, and no node knows of both.`,
      },
    ],
    `Sizes from 0 to ${nodes} were tried in order: ${size} is the smallest that passes, and two groups of it fit.`,
  )
}
